import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { connect } from './database.ts';
import type { Server } from './server.ts';

/** Plans, with what really happened, of statements from 20 ms up. Without timing of each row, which is dear. */
const EXPLAIN = [
  "LOAD 'auto_explain'",
  "ALTER SYSTEM SET session_preload_libraries = 'auto_explain'",
  "ALTER SYSTEM SET auto_explain.log_min_duration = '20ms'",
  'ALTER SYSTEM SET auto_explain.log_analyze = on',
  'ALTER SYSTEM SET auto_explain.log_timing = off',
  'ALTER SYSTEM SET auto_explain.log_buffers = on',
  'ALTER SYSTEM SET auto_explain.log_nested_statements = on',
];

/** A server whose Postgres logs plans: what is set takes hold with the next start, so it is started twice. */
export async function startExplained(bench: Bench): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  const once = await bench.start({ dataDir });
  const client = await connect(dataDir);
  for (const sql of EXPLAIN) await client.query(sql);
  await client.end();
  await once.stop();
  return bench.start({ dataDir });
}
