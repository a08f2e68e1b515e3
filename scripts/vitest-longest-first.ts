import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long for their size, by which Vitest begins with the others where it knows of no run before. */
const LONGEST = [
  'e2e/journeys/stories.e2e.ts',
  'e2e/journeys/every-route.e2e.ts',
  'e2e/journeys/error-states.e2e.ts',
  'e2e/acceptance/notifications.e2e.ts',
  'e2e/acceptance/start-up.e2e.ts',
  'apps/server/src/fuzz/fuzz.test.ts',
  'apps/server/src/standard-output.test.ts',
  'apps/server/src/http/health.test.ts',
  'modules/kernel/src/embedded-postgres.test.ts',
];

for (const file of LONGEST)
  if (!existsSync(join(import.meta.dirname, '..', file)))
    throw new Error(`There is no ${file} to begin with.`);

const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.some((file) => moduleId.endsWith(file));

/** Who begins with them last goes on with them alone, while the other workers have nothing left to do. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
