import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  EmbeddedPostgresError,
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './embedded-postgres.ts';

const running = new Set<EmbeddedPostgres>();

afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
});

async function setup() {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tidings-embedded-'));
  const lines: string[] = [];
  const start = async (settings: Record<string, string> = { fsync: 'off' }): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, settings, onProgress: (line) => lines.push(line) });
    running.add(server);
    return server;
  };
  onTestFinished(async () => {
    for (const server of running) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { dataDir, lines, start };
}

async function query<Row extends pg.QueryResultRow>(server: EmbeddedPostgres, sql: string): Promise<Row[]> {
  return queryAt(server.connectionString, sql);
}

async function queryAt<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function postmaster(server: EmbeddedPostgres): Promise<number> {
  return Number((await readFile(path.join(server.location, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Starts a server from a process of its own and kills that process hard, as a crash would. */
function startAndCrash(dataDir: string): void {
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded-postgres.ts'))};
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    process.kill(process.pid, 'SIGKILL');`;
  try {
    execFileSync(process.execPath, ['--input-type=module-typescript', '-e', code], { stdio: 'pipe' });
  } catch (error) {
    expect((error as { signal: string }).signal).toBe('SIGKILL');
  }
}

describe('the embedded Postgres', () => {
  test('makes a UTF-8 database, keeps it across a stop, and stops twice without complaint', async () => {
    const { start } = await setup();
    const first = await start();
    await query(first, "CREATE TABLE kept AS SELECT lower('ÄÖ') AS word");
    await first.stop();
    await first.stop();
    const second = await start({ fsync: 'off', work_mem: '7MB' });
    expect(await query(second, "SELECT word, current_setting('work_mem') AS memory FROM kept")).toEqual([
      { word: 'äö', memory: '7MB' },
    ]);
    expect(
      await query(
        second,
        'SELECT pg_encoding_to_char(encoding) AS e FROM pg_database WHERE datname = current_database()',
      ),
    ).toEqual([{ e: 'UTF8' }]);
  });

  test('lets the application in as a role that is no superuser and owns what migrations make', async () => {
    const { start } = await setup();
    const server = await start();
    await queryAt(server.migrationUrl, 'CREATE SCHEMA shop; CREATE TABLE shop.item (id int)');
    await queryAt(server.applicationUrl, 'ALTER TABLE shop.item ADD COLUMN name text; CREATE SCHEMA other');
    const who = 'SELECT current_user AS name, usesuper AS super FROM pg_user WHERE usename = current_user';
    expect(await queryAt(server.applicationUrl, who)).toEqual([{ name: 'tidings', super: false }]);
    await expect(queryAt(server.applicationUrl, 'SET ROLE tidings_audit')).rejects.toThrow(
      /permission denied/,
    );
  });

  test('hands over to that role what was made as superuser before there was one, but not the audit log', async () => {
    const { start } = await setup();
    const first = await start();
    await query(
      first,
      `CREATE SCHEMA shop;
       CREATE TYPE shop.size AS ENUM ('s', 'm');
       CREATE TYPE shop.pair AS (one int, other int);
       CREATE TABLE shop.item (id serial PRIMARY KEY, other int GENERATED ALWAYS AS IDENTITY, size shop.size);
       CREATE TABLE shop.sale (day date) PARTITION BY RANGE (day);
       CREATE TABLE shop.sale_20261121 PARTITION OF shop.sale FOR VALUES FROM ('2026-11-21') TO ('2026-11-22');
       CREATE VIEW shop.items AS SELECT id FROM shop.item;
       CREATE SEQUENCE shop.count;
       CREATE FUNCTION shop.one(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE SCHEMA audit;
       CREATE TABLE audit.entry (id int)`,
    );
    await first.stop();
    const second = await start();
    await queryAt(
      second.applicationUrl,
      `INSERT INTO shop.item (size) VALUES ('s');
       CREATE TABLE shop.sale_20261122 PARTITION OF shop.sale FOR VALUES FROM ('2026-11-22') TO ('2026-11-23');
       DROP TABLE shop.sale_20261121;
       ALTER TYPE shop.size ADD VALUE 'l';
       DROP VIEW shop.items;
       DROP FUNCTION shop.one(int, text);
       DROP SCHEMA shop CASCADE`,
    );
    await expect(queryAt(second.applicationUrl, 'SELECT FROM audit.entry')).rejects.toThrow(
      /permission denied/,
    );
  });

  test('can be joined for a look while it runs, and not after', async () => {
    const { dataDir, start } = await setup();
    expect(await joinEmbeddedPostgres(dataDir)).toBeUndefined();
    const server = await start();
    const joined = await joinEmbeddedPostgres(dataDir);
    expect(joined?.applicationUrl).toBe(server.applicationUrl);
    await joined?.stop();
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await joinEmbeddedPostgres(dataDir)).toBeUndefined();
  });

  test('runs apart from our process group, so that Ctrl-C does not reach it', async () => {
    const { start } = await setup();
    const pid = await postmaster(await start());
    const group = (of: number): string =>
      execFileSync('ps', ['-o', 'pgid=', '-p', String(of)], { encoding: 'utf8' }).trim();
    expect(group(pid)).toBe(String(pid));
    expect(group(pid)).not.toBe(group(process.pid));
  });

  test('takes over the server that a killed process left behind', async () => {
    const { dataDir, lines, start } = await setup();
    startAndCrash(dataDir);
    const server = await start();
    expect(lines).toContainEqual(expect.stringMatching(/^Taking over the Postgres that still runs/));
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('restarts a server left behind with other settings', async () => {
    const { dataDir, lines, start } = await setup();
    startAndCrash(dataDir);
    const server = await start({ fsync: 'off', work_mem: '9MB' });
    expect(lines).toContainEqual(expect.stringMatching(/^Stopping the Postgres that still runs/));
    expect(await query(server, 'SHOW work_mem')).toEqual([{ work_mem: '9MB' }]);
  });

  test('starts over a pid file whose number now belongs to another program', async () => {
    const { start } = await setup();
    const first = await start();
    const pidFile = path.join(first.location, 'data/postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, content.replace(/^\d+/, String(process.ppid)));
    expect(await query(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('comes back at the same address after the server was killed under it', async () => {
    const { start } = await setup();
    const server = await start();
    await query(server, 'CREATE TABLE kept AS SELECT 5 AS five');
    process.kill(await postmaster(server), 'SIGKILL');
    await expect
      .poll(() => query(server, 'SELECT five FROM kept').catch(() => 'not yet'), {
        timeout: 15_000,
        interval: 100,
      })
      .toEqual([{ five: 5 }]);
  });

  test('refuses a second owner and says who holds the folder', async () => {
    const { start } = await setup();
    await start();
    await expect(start()).rejects.toThrow(`Tidings already runs on`);
    await expect(start()).rejects.toThrow(`(pid ${process.pid})`);
  });

  test('uses a password on 127.0.0.1 where the path is too long for a socket', async () => {
    const { dataDir } = await setup();
    // Root's server runs as another user, who must be able to pass.
    await chmod(dataDir, 0o711);
    const deep = path.join(dataDir, 'a-long-folder-name'.repeat(6));
    const server = await startEmbeddedPostgres({ dataDir: deep, settings: { fsync: 'off' } });
    running.add(server);
    const url = new URL(server.connectionString);
    expect(url.hostname).toBe('127.0.0.1');
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await queryAt(server.applicationUrl, 'SELECT current_user AS name')).toEqual([
      { name: 'tidings' },
    ]);
    url.password = 'guess';
    const stranger = { ...server, connectionString: url.href };
    await expect(query(stranger, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('says which version made the data when it is another one', async () => {
    const { start } = await setup();
    const server = await start();
    await server.stop();
    await writeFile(path.join(server.location, 'data/PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by Postgres 17; this version of Tidings brings 18/);
  });

  test('shows what Postgres said when a setting is wrong', async () => {
    const { start } = await setup();
    await expect(start({ shared_buffers: 'plenty' })).rejects.toThrow(/could not start[^]*shared_buffers/);
    await expect(start({ shared_buffers: 'plenty' })).rejects.toBeInstanceOf(EmbeddedPostgresError);
  });

  test('names the folder that it cannot write to', async () => {
    const { dataDir } = await setup();
    await writeFile(path.join(dataDir, 'file'), '');
    await expect(startEmbeddedPostgres({ dataDir: path.join(dataDir, 'file') })).rejects.toThrow(
      /cannot use the folder .*file/,
    );
  });

  test.runIf(process.getuid?.() === 0)(
    'as root below a closed folder keeps the cluster in reach and leaves a pointer',
    async () => {
      const { dataDir } = await setup();
      await chmod(dataDir, 0o700);
      const closed = path.join(dataDir, 'data');
      await mkdir(closed);
      const server = await startEmbeddedPostgres({ dataDir: closed, settings: { fsync: 'off' } });
      running.add(server);
      onTestFinished(() => rm(server.location, { recursive: true, force: true }));
      expect(server.location).toMatch(/^\/var\/lib\/tidings\//);
      expect(await readFile(path.join(closed, 'postgres-location'), 'utf8')).toBe(`${server.location}\n`);
      expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
  );
});
