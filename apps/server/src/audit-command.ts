import { parseArgs } from 'node:util';
import { auditProtection, checkKept, verifyAudit } from '@tidings/identity/wiring';
import { type Config, type Database } from '@tidings/kernel';
import { type KeptHead, readKeptHeads } from './kept-heads.ts';
import { type AuditReport, jsonReport, textReport } from './print-audit-report.ts';
import { print } from './standard-output.ts';
import { UsageError } from './usage.ts';
import { withDatabase } from './with-database.ts';

const USAGE = 'Use "audit verify", with --json or --against FILE if you like.';

/**
 * `audit verify`: walks the whole audit log and prints what it found, with the head of every chain.
 * @param words after `audit`.
 * @returns whether nothing is wrong with it.
 * @throws {UsageError} for words that are not understood.
 */
export async function auditCommand(words: string[], config: Config): Promise<boolean> {
  const { json, against } = parse(words);
  const kept = against === undefined ? new Map<string, KeptHead>() : await readKeptHeads(against);
  const report = (json ? jsonReport : textReport)(print);
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
    throw new UsageError(`${reason}. ${USAGE}`);
  }
  throw new UsageError(USAGE);
}

async function verify(
  database: Database,
  kept: Map<string, KeptHead>,
  report: AuditReport,
): Promise<boolean> {
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
