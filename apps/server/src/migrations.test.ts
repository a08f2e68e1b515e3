import { expect, it } from 'vitest';
import { migrationSteps } from './migrations.ts';

/** Tables with a partition for each day, into which events and deliveries are written all the time. */
const LOGS = ['event.event', 'event.rendering', 'delivery.delivery', 'delivery.attempt'];

/** From before the first release: nobody who has such a log comes by these. */
const BEFORE_RELEASE = new Set([
  'event/0003-facets',
  'event/0004-happened',
  'event/0010-by-acceptance',
  'delivery/0001-deliveries',
  'delivery/0002-lanes',
  'delivery/0006-tests',
  'delivery/0007-retries',
]);

/**
 * What stops publishing while it runs, since it reads all of a log under a lock that keeps writers out. An index of a log is
 * made `ON ONLY` it, then `CONCURRENTLY` for each day, and attached; or what it finds is kept in a table of its own.
 */
const STOPS_WRITERS = new RegExp(`CREATE (?:UNIQUE )?INDEX \\w+\\s+ON (?:${LOGS.join('|')})\\b`, 'i');

const stops = ({ class: step }: { class: unknown }) => STOPS_WRITERS.test(String(step));

it('no migration keeps writers out of a log while it builds an index', () => {
  const found = migrationSteps.filter(stops).map(({ name }) => name);
  expect(found.filter((name) => !BEFORE_RELEASE.has(name))).toEqual([]);
});

it('would be found by its text, and is where it is excused', () => {
  const text = 'class Slow { up() { this.addSql(`CREATE INDEX slow\n ON delivery.delivery (status)`) } }';
  expect(stops({ class: text })).toBe(true);
  expect(stops({ class: text.replace('ON ', 'ON ONLY ') })).toBe(false);
  expect(migrationSteps.filter(stops).map(({ name }) => name)).toEqual(
    expect.arrayContaining([...BEFORE_RELEASE]),
  );
});
