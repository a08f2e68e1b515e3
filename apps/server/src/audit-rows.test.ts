import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { doorsOf } from './access-matrix/ask.ts';
import { EXAMPLES } from './access-matrix/examples.ts';
import { allProcedures } from './access-matrix/procedures.ts';
import { newWorld } from './access-matrix/world.ts';
import { installation, PASSWORD } from './testing.ts';

type Home = Awaited<ReturnType<typeof installation>>;
type Input = Record<string, unknown>;
/** An admin, signed in with the cookie. */
type Person = { email: string; cookie: string };

let home: Home;
beforeAll(async () => {
  home = await installation({ KEY_RATE_LIMIT: '100000' });
}, 60_000);
afterAll(() => home.close());

const EVENT_TYPE = {
  name: 'matrix.happened',
  category: 'Test',
  description: 'It happened.',
  trigger: 'A test.',
  frequency: 'Now and then.',
  retry_safe: true,
  use_cases: [],
  related: [],
  objects: [],
  facets: {},
  validation: 'strict',
  versions: [{ version: '2026-01-01', schema: { type: 'object' }, example: {} }],
};

/** A name that nobody can have: nothing leaves this machine. */
const NOWHERE = 'https://receiver.invalid/hooks';

async function hookTo(url: string, accountId: string): Promise<{ id: string }> {
  const headers = { 'tidings-account': accountId };
  const { json } = await home.api('POST', '/webhooks', { body: { url, events: ['*'] }, headers });
  return { id: json.id };
}

/** What has to be there first, and what is then sent instead of the example, where that alone does nothing. */
const SETTINGS: Record<string, (person: Person | undefined, accountId: string) => Promise<Input>> = {
  'session.end': async (person) => {
    const headers = { cookie: person?.cookie ?? '', origin: home.config.PUBLIC_URL };
    const { json } = await home.request('GET', '/trpc/session.list', { headers });
    return { id: json.result.data.data[0].id };
  },
  'session.endOthers': async (person) => {
    await home.signIn({ email: person?.email ?? '', password: PASSWORD }); // elsewhere
    return {};
  },
  'trials.url': async () => ({ url: NOWHERE, type: 'tag.created' }),
  'trials.webhook': async (_person, accountId) => ({
    ...(await hookTo(NOWHERE, accountId)),
    type: 'tag.created',
  }),
  'trials.diagnose': (_person, accountId) => hookTo(NOWHERE, accountId),
  'eventTypes.put': async () => EVENT_TYPE,
  'eventTypes.delete': async () => {
    const { name, ...body } = EVENT_TYPE;
    await home.api('PUT', `/event-types/${name}`, { body });
    return { name };
  },
};

// All of them are read: a test's own.
const COUNT = statement<{ count: number }>(
  '',
  `SELECT count(*)::integer AS count FROM audit.entry WHERE action = ANY ($1::text[])`,
);
const countOf = async (actions: readonly string[]) =>
  (await home.database.query(COUNT, [actions]))[0]?.count ?? 0;

const audited = allProcedures().filter(({ audit, isQuery }) => audit.length > 0 && !isQuery);

it('are looked for after every mutation that says what it records', () => {
  expect(audited.length).toBeGreaterThan(30);
});

it.each(audited)('$name leaves an entry', async (procedure) => {
  const { name, audit, access } = procedure;
  const world = await newWorld(home);
  // No more people than it takes: one address may accept 30 invitations a minute.
  const person = access?.service ? undefined : await home.addMember(world.accountId, 'admin');
  if (name.startsWith('team.')) world.ids['usr'] = (await home.addMember(world.accountId, 'developer')).id;
  const input = (await SETTINGS[name]?.(person, world.accountId)) ?? EXAMPLES[name]?.(world.ids) ?? {};
  const before = await countOf(audit);
  const headers: Record<string, string> = person
    ? { cookie: person.cookie, origin: home.config.PUBLIC_URL }
    : { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': world.accountId };
  const [door] = doorsOf(procedure, home);
  const { status, text } = await door!.ask(input, headers); // tRPC, which all have
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  expect(await countOf(audit)).toBeGreaterThan(before);
});

it('are left by an export, before the first line is sent', async () => {
  const world = await newWorld(home);
  const before = await countOf(['deliveries.exported']);
  const headers = { 'tidings-account': world.accountId, accept: 'text/csv' };
  const { status } = await home.api('GET', `/webhooks/${world.ids['wh']}/deliveries`, { headers });
  expect([status, await countOf(['deliveries.exported'])]).toEqual([200, before + 1]);
});
