export { type EmbeddedPostgres, joinEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
export { migrate, type MigrationStep } from './migrate.ts';
export { startTasks } from './start-tasks.ts';
