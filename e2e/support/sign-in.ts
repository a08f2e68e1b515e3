import { Api } from './api.ts';
import { ADMIN, type Server } from './start-server.ts';

/** A person's REST client: requests carry the cookie that signing in gave, and come from the console's own page. */
export class Person extends Api {
  /** What the cookie says, as a thief would want it. */
  readonly cookieValue: string;

  constructor(origin: string, cookie: string) {
    super(origin, { cookie, origin });
    this.cookieValue = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
  }
}

export async function signIn(server: Server, credentials: typeof ADMIN = ADMIN): Promise<Person> {
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(credentials),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || !cookie)
    throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`);
  return new Person(server.url, cookie.split(';')[0] ?? '');
}
