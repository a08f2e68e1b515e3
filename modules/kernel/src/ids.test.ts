import { fromString, toUUID } from 'typeid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { dayOfId, newId, timeOfId } from './ids.ts';
import { ID_PREFIXES, typeId } from './schema.ts';

afterEach(() => {
  vi.useRealTimers();
});

function at(time: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) });
}

test.each(ID_PREFIXES)('an id with prefix %s is what the schema of that prefix accepts', (prefix) => {
  expect(typeId(prefix).parse(newId(prefix))).toMatch(new RegExp(`^${prefix}_[0-9a-z]{26}$`));
});

test('ids are unique and in the order of their making, far more than fit in one millisecond', () => {
  at('2026-11-20T12:00:00.000Z');
  const ids = Array.from({ length: 20_000 }, () => newId('evt'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('an id is a UUIDv7 that carries the time of its making', () => {
  at('2098-01-02T03:04:05.678Z');
  for (let made = 0; made < 5_000; made += 1) {
    const uuid = toUUID(fromString(newId('del')));
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
    expect(ms - Date.parse('2098-01-02T03:04:05.678Z')).toBe(Math.floor(made / 4096));
  }
});

test('ids stay in order when the clock is set back', () => {
  at('2097-11-20T12:00:01.000Z');
  const before = newId('evt');
  vi.setSystemTime(new Date('2097-11-20T12:00:00.000Z'));
  expect(newId('evt') > before).toBe(true);
});

test('ids follow a clock that had been days ahead and was corrected, and stay unique and in order', () => {
  at('2026-11-28T12:00:00.000Z');
  const ahead = newId('evt');
  vi.setSystemTime(new Date('2026-11-21T12:00:00.000Z'));
  const ids = Array.from({ length: 5_000 }, () => newId('evt'));
  expect([dayOfId(ahead), ...new Set(ids.map(dayOfId))]).toEqual(['2026-11-28', '2026-11-21']);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('dayOfId gives the UTC day on which an id was made', () => {
  at('2098-11-20T23:59:59.999Z');
  const late = newId('del');
  vi.setSystemTime(new Date('2098-11-21T00:00:00.000Z'));
  expect([dayOfId(late), dayOfId(newId('del'))]).toEqual(['2098-11-20', '2098-11-21']);
});

// The UUIDv7 01890a5d-ac96-774b-bcce-b302099a8057 of the TypeID specification.
test('dayOfId reads ids that others made to the TypeID specification', () => {
  expect(dayOfId('evt_01h455vb4pex5vsknk084sn02q')).toBe('2023-06-30');
});

test('timeOfId gives the millisecond in which an id says it was made', () => {
  at('2098-01-02T03:04:05.678Z');
  expect(timeOfId(newId('evt'))).toBe(Date.parse('2098-01-02T03:04:05.678Z'));
});

test.each([
  ['evt_00000000000000000000000000', '1970-01-01'],
  ['evt_7zzzzzzzzzzzzzzzzzzzzzzzzz', '9999-12-31'],
])('the forged id %s, which the schema accepts, still has a day that Postgres can read', (id, day) => {
  expect(typeId('evt').parse(id)).toBe(id);
  expect(dayOfId(id)).toBe(day);
});

test.each(['', 'evt_', 'evt', 'evt_8zzzzzzzzzzzzzzzzzzzzzzzzz', 'evt_0000000000000000000000000l', 'evt_123'])(
  'the schema refuses %j, so that dayOfId is never asked',
  (id) => {
    expect(typeId('evt').safeParse(id).success).toBe(false);
  },
);

test('the schema refuses an id with another prefix', () => {
  expect(typeId('evt').safeParse(newId('del')).success).toBe(false);
});
