import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './scripts/vitest-longest-first.ts';

/**
 * Packages that are built for those who install them are tested from their source. By name: conditions would also reach all that
 * they depend on.
 */
const alias = {
  '@tidings/cli': path.join(import.meta.dirname, 'apps/cli/src/program.ts'),
  '@tidings/client': path.join(import.meta.dirname, 'modules/client/src/index.ts'),
  'tidings-testing': path.join(import.meta.dirname, 'modules/testing/src/index.ts'),
};

// Projects, so that `npm test` can count and report them apart: `unit` needs nothing but Postgres, `e2e` starts whole
// servers and browsers, `faults` kills and freezes them and must not compete with anything.
export default defineConfig({
  test: {
    teardownTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['modules/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'scripts/*.test.ts'],
          // Files of routes are named by their paths, of which one ends in `.test`.
          exclude: ['**/node_modules/**', '**/dist/**', 'apps/console/src/routes/**'],
          globalSetup: ['scripts/vitest-postgres.ts'],
          // A worker goes on with the libraries that it has loaded, and with our own modules anew.
          isolate: false,
          setupFiles: ['scripts/vitest-fresh-modules.ts'],
          // The tests wait for Postgres, and for time to pass: as many workers as cores leave much of them idle.
          maxWorkers: Math.min(availableParallelism() + 2, 8),
          // Limits for what hangs, not for what is slow: other work may have most of the machine. So may a moment be missed; what
          // passes only when it is tried again is named at the end.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          retry: 1,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'e2e',
          include: ['e2e/{acceptance,journeys}/**/*.e2e.ts'],
          globalSetup: ['scripts/vitest-servers.ts'],
          // As above.
          isolate: false,
          setupFiles: ['scripts/vitest-fresh-modules.ts'],
          // Servers and browsers wait for each other more than they compute.
          maxWorkers: 3,
          // As above.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'faults',
          include: ['e2e/{docs,faults}/**/*.e2e.ts'],
          // What is killed and frozen here must not be slow because of others; the pages name the ports of their samples.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
