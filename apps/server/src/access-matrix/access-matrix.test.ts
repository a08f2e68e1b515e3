import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';
import { type Door, doorsOf } from './ask.ts';
import { digestOf } from './digest.ts';
import { EXAMPLES } from './examples.ts';
import { idFieldsOf } from './id-fields.ts';
import { everybody, type Principal } from './principals.ts';
import { allProcedures, type Procedure } from './procedures.ts';
import { refusalOf } from './refusal.ts';
import { RULES } from './rules.ts';
import { newWorld, UNKNOWN, type World } from './world.ts';

const procedures = allProcedures();

let home: Awaited<ReturnType<typeof installation>>;
let world: World;
let neighbour: World;
let principals: Principal[];
let before: string;
beforeAll(async () => {
  // The matrix asks more often than anybody.
  home = await installation({ KEY_RATE_LIMIT: '100000' });
  world = await newWorld(home, home.account.id);
  neighbour = await newWorld(home);
  for (const each of [world, neighbour])
    each.ids['usr'] = (await home.addMember(each.accountId, 'developer')).id;
  principals = await everybody(home, world.accountId, neighbour.accountId);
  // A session that has expired is deleted when it is seen first.
  for (const { headers } of principals) await home.request('GET', '/trpc/session.me', { headers });
  before = await digestOf(home.database);
}, 120_000);
afterAll(() => home.close());

it('lets no visitor by a portal link make what outlasts the visit, or see the team', () => {
  const open = procedures.flatMap(({ name, access }) => (access?.role && access.portal ? [name] : []));
  expect(open.filter((name) => /^(keys|apps|team|audit)\.|^webhooks\.revealSecret$/.test(name))).toEqual([]);
  expect(open.filter((name) => name.startsWith('session.'))).toEqual(['session.me']);
});

it('has a rule and an example for every procedure, and for nothing else', () => {
  expect(procedures.filter(({ access }) => access === undefined).map(({ name }) => name)).toEqual([]);
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(procedures.map(({ name }) => name).toSorted());
  expect(procedures.filter(({ route }) => route).length).toBeGreaterThan(30);
});

it('lets in whom the table of rules lets in, and nobody else', () => {
  expect(Object.fromEntries(procedures.map(({ name, access }) => [name, access]))).toEqual(RULES);
});

/** Procedures with a rule and an example; the others fail above. */
const known = procedures.flatMap((procedure) => {
  const { name, access } = procedure;
  const example = EXAMPLES[name];
  return access && example ? [{ name, procedure, access, example }] : [];
});

const doors = (procedure: Procedure): Door[] => doorsOf(procedure, home);

/** Asks for each principal at each door, a few at a time, and gives what was not as it should be. */
async function wrongOf(
  asking: Principal[],
  procedure: Procedure,
  ask: (principal: Principal, door: Door) => Promise<string | undefined>,
): Promise<string[]> {
  const found = await Promise.all(
    asking.flatMap((principal) =>
      doors(procedure).map(async (door) => {
        const wrong = await ask(principal, door);
        return wrong === undefined ? [] : [`${principal.name} by ${door.name}: ${wrong}`];
      }),
    ),
  );
  return found.flat();
}

it.each(known)('$name refuses whom it does not let in', async ({ procedure, access, example }) => {
  const refused = principals.filter((principal) => refusalOf(principal.kind, access) !== undefined);
  expect(refused.length).toBeGreaterThan(5);
  const wrong = await wrongOf(refused, procedure, async (principal, door) => {
    const expected = refusalOf(principal.kind, access);
    const { status, problem } = await door.ask(example(world.ids), principal.headers);
    if (status === expected && problem?.['status'] === expected) return undefined;
    return `${expected} was expected, ${status} ${JSON.stringify(problem)} came`;
  });
  expect(wrong).toEqual([]);
});

// Where people may ask it is bound to an account: only what services do reaches over all of them.
const withIds = known.flatMap(({ access, example, ...rest }) => {
  if (access.role === null) return [];
  const fields = idFieldsOf(rest.name, rest.procedure.input, example(UNKNOWN), UNKNOWN);
  return fields.map(([field, prefix]) => ({ ...rest, access, example, field, prefix }));
});

it('knows every field that takes an id, also where it may be left out', () => {
  const names = withIds.map(({ name, field }) => `${name}.${field}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'webhooks.get.id',
      'keys.create.app_id',
      'keys.list.app_id',
      'replays.create.webhook_id',
      'audit.list.account_id',
      'audit.list.subject',
    ]),
  );
  expect(names.length).toBeGreaterThan(30);
});

it.each(withIds)(
  "$name answers a neighbour's $field like one that nobody has, to everybody whom it lets in",
  async ({ name, procedure, access, example, field, prefix }) => {
    const isNeeded = field in example(UNKNOWN);
    const letIn = principals.filter(
      ({ kind }) =>
        refusalOf(kind, access) === undefined &&
        // Whose log a service wants to see is what this field is for.
        !(name === 'audit.list' && kind.type === 'service' && kind.account === 'none'),
    );
    const wrong = await wrongOf(letIn, procedure, async ({ headers }, door) => {
      const [foreign, unknown] = await Promise.all(
        [neighbour.ids, UNKNOWN].map((others) =>
          door.ask({ ...example(world.ids), [field]: others[prefix] }, headers),
        ),
      );
      const said = [foreign, unknown].map((answer) =>
        answer?.problem ? JSON.stringify({ ...answer.problem, request_id: '' }) : answer?.text,
      );
      // A field that may be left out searches, or is refused for what else is asked with it.
      const isRefused = foreign?.status === 404 || (!isNeeded && (foreign?.status ?? 500) < 500);
      return isRefused && said[0] === said[1] ? undefined : said.join(' and ');
    });
    expect(wrong).toEqual([]);
  },
);

it.each(known)('$name takes no field that it does not know, by no door, and names it', async (each) => {
  const { procedure, access, example } = each;
  const asker = principals.find(({ kind }) => refusalOf(kind, access) === undefined);
  const wrong = await wrongOf(asker ? [asker] : [], procedure, async ({ headers }, door) => {
    const { status, problem } = await door.ask({ ...example(world.ids), no_such_field: 'x' }, headers);
    const said = JSON.stringify(problem ?? {});
    return status === 422 && said.includes('There is no such field') && said.includes('no_such_field')
      ? undefined
      : `${status} ${said}`;
  });
  expect(asker).toBeDefined();
  expect(wrong).toEqual([]);
});

it('after all of this nothing has changed, in no table', async () => {
  expect(await digestOf(home.database)).toBe(before);
});

describe('and afterwards', () => {
  it.each(known)('$name lets in everybody else', async ({ procedure, access, example }) => {
    const letIn = principals.filter((principal) => refusalOf(principal.kind, access) === undefined);
    expect(letIn.length).toBeGreaterThan(0);
    const wrong = await wrongOf(letIn, procedure, async ({ headers }, door) => {
      // What they ask for is nowhere, or not valid: that they were let in is all that is to be seen.
      const { status } = await door.ask({ ...example(UNKNOWN), no_such_field: 1 }, headers);
      return [200, 404, 422].includes(status) ? undefined : String(status);
    });
    expect(wrong).toEqual([]);
  });
});
