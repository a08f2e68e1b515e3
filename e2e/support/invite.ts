import { SERVICE_KEY, type Server } from './start-server.ts';

/** Invites somebody to an account, as a service does. Answers the link that they are to be handed. */
export async function invite(
  server: Server,
  accountId: string,
  input: { email: string; role: string },
): Promise<string> {
  const response = await fetch(`${server.url}/trpc/team.invite`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SERVICE_KEY}`,
      'tidings-account': accountId,
      'content-type': 'application/json',
    },
    body: JSON.stringify(input),
  });
  if (response.status !== 200) throw new Error(`Inviting was answered ${response.status}.`);
  const { result } = (await response.json()) as { result: { data: { link: string } } };
  return result.data.link;
}
