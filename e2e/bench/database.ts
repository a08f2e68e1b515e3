import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Where the embedded Postgres of a data folder lives. */
async function clusterOf(dataDir: string): Promise<string> {
  const elsewhere = await readFile(join(dataDir, 'postgres-location'), 'utf8').catch(() => '');
  return elsewhere.trim() || join(dataDir, 'postgres');
}

/** What that Postgres printed. */
export async function logOf(dataDir: string): Promise<string> {
  return join(await clusterOf(dataDir), 'postgres.log');
}

/** The way in to the embedded Postgres of a data folder, from what it left there: its socket, or port and password. */
export async function databaseUrl(dataDir: string): Promise<string> {
  const cluster = await clusterOf(dataDir);
  const launched: { port: number } = JSON.parse(await readFile(join(cluster, 'launched.json'), 'utf8'));
  const folder = join(cluster, 'run');
  const hasSocket = await stat(join(folder, `.s.PGSQL.${launched.port}`)).then(
    () => true,
    () => false,
  );
  if (hasSocket)
    return `postgres://postgres@localhost:${launched.port}/tidings?host=${encodeURIComponent(folder)}&sslmode=disable`;
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim();
  return `postgres://postgres:${password}@127.0.0.1:${launched.port}/tidings?sslmode=disable`;
}

export async function connect(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await databaseUrl(dataDir) });
  await client.connect();
  return client;
}
