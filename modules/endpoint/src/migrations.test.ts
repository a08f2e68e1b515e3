import { Migration } from '@mikro-orm/migrations';
import { statement } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { migrate } from '@tidings/kernel/wiring';
import { expect, it, onTestFinished } from 'vitest';
import { endpointMigrations } from './wiring.ts';

/** What another module did before this one had a second step. */
class Later extends Migration {
  override up(): void {
    this.addSql("INSERT INTO endpoint.activity (endpoint_id, consecutive_failures) VALUES ('wh_1', 7)");
  }
}

const ACTIVITY = statement<{ consecutive_failures: number; failing_since: Date | null }>(
  '',
  'SELECT consecutive_failures, failing_since FROM endpoint.activity',
);

it('bring a database up that has run later steps of other modules, and keep what is there', async () => {
  const later = { name: 'other/0001-later', class: Later };
  const { url, database, drop } = await createTestDatabase({
    steps: [...endpointMigrations.slice(0, 1), later],
  });
  onTestFinished(drop);
  expect(await migrate(url, [...endpointMigrations, later])).toEqual(
    endpointMigrations.slice(1).map(({ name }) => name),
  );
  expect(await database.query(ACTIVITY)).toEqual([{ consecutive_failures: 7, failing_since: null }]);
});
