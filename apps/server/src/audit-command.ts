import { parseArgs } from 'node:util';
import { auditProtection, checkKept, verifyAudit } from '@tidings/identity/wiring';
import { type Config, ConfigError, type OpenDatabase, openDatabase, statement } from '@tidings/kernel';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from '@tidings/kernel/wiring';
import { type KeptHead, readKeptHeads } from './kept-heads.ts';
import { type AuditReport, jsonReport, textReport } from './print-audit-report.ts';

const USAGE = 'Use "audit verify", with --json or --against FILE if you like.';

/**
 * `audit verify`: walks the whole audit log and prints what it found, with the head of every chain.
 * @param words after `audit`.
 * @returns whether nothing is wrong with it.
 * @throws {ConfigError} for words that are not understood.
 */
export async function auditCommand(words: string[], config: Config): Promise<boolean> {
  const { json, against } = parse(words);
  const kept = against === undefined ? new Map<string, KeptHead>() : await readKeptHeads(against);
  const report = (json ? jsonReport : textReport)((text) => process.stdout.write(text));
  return withDatabase(config, (database) => verify(database, kept, report));
}

function parse(words: string[]): { json: boolean; against: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, against: { type: 'string' } },
    });
    if (positionals.join(' ') === 'verify') return { json: values.json, against: values.against };
  } catch (error) {
    // Its message names the word at fault; the first sentence is enough.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new ConfigError(`${reason}. ${USAGE}`);
  }
  throw new ConfigError(USAGE);
}

async function verify(
  database: OpenDatabase,
  kept: Map<string, KeptHead>,
  report: AuditReport,
): Promise<boolean> {
  const [log] = await database.query(FIND_LOG);
  if (!log?.is_there) {
    throw new Error(
      'This database has no audit log yet. Start this version of Tidings once, or run "migrate".',
    );
  }
  const total = { chains: 0, entries: 0, faults: 0 };
  const count: AuditReport['chain'] = (verified) => {
    total.chains += 1;
    total.entries += verified.head.sequence;
    total.faults += verified.fault ? 1 : 0;
    report.chain(verified);
  };
  for await (const verified of verifyAudit(database)) {
    const { chain } = verified.head;
    const before = kept.get(chain);
    kept.delete(chain);
    count({
      ...verified,
      fault: verified.fault ?? (before && (await checkKept(database, { chain, ...before }))),
    });
  }
  // Of these nothing at all is left.
  for (const [chain, before] of kept) {
    const fault = await checkKept(database, { chain, ...before });
    count({ accountId: chain, head: { chain, sequence: 0, hash: before.hash }, fault });
  }
  report.end({ ...total, protection: await auditProtection(database) });
  return total.faults === 0;
}

const FIND_LOG = statement<{ is_there: boolean }>(
  '',
  "SELECT to_regclass('audit.entry') IS NOT NULL AS is_there",
);

/** The embedded database may be running, for a Tidings at work; else it is started for as long as this takes. */
async function withDatabase<Result>(
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
    return await work(database);
  } finally {
    await database.close();
    await embedded?.stop();
  }
}
