import { type Config, type OpenDatabase, openDatabase, statement } from '@tidings/kernel';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from '@tidings/kernel/wiring';

const FIND_LOG = statement<{ is_there: boolean }>(
  '',
  "SELECT to_regclass('audit.entry') IS NOT NULL AS is_there",
);

/**
 * For a command: opens the database for as long as its work takes. The embedded one may be running, for a Tidings at
 * work; else it is started.
 * @throws {Error} where Tidings has never been.
 */
export async function withDatabase<Result>(
  config: Config,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL, DATA_DIR: dataDir } = config;
  const embedded =
    DATABASE_URL === undefined
      ? ((await joinEmbeddedPostgres(dataDir)) ?? (await startEmbeddedPostgres({ dataDir })))
      : undefined;
  const url = embedded?.applicationUrl ?? DATABASE_URL ?? '';
  const database = openDatabase({ url, poolSize: 1, entities: [], onError: () => undefined });
  try {
    const [log] = await database.query(FIND_LOG);
    if (!log?.is_there) {
      throw new Error(
        'This database has no audit log yet. Start this version of Tidings once, or run "migrate".',
      );
    }
    return await work(database);
  } finally {
    await database.close();
    await embedded?.stop();
  }
}
