import { type Sql, statement } from '@tidings/kernel';
import { GENESIS, hashOf, type StoredEntry } from './canonical.ts';
import type { ChainFault } from './chain-fault.ts';
import { ENTRY_COLUMNS } from './entry-columns.ts';

type Row = StoredEntry & { previous_hash: string; hash: string };

/** Entries that are held in memory at a time; each has 128 KiB at most, and is mostly 1 KiB. */
const PAGE = 500;

/** The end of a chain: how many entries there must be, and the hash of the last one. */
export type Head = { chain: string; sequence: number; hash: string };

// Primary key.
const READ = statement<Row>(
  'audit.read-chain',
  `SELECT ${ENTRY_COLUMNS}
   FROM audit.entry
   WHERE chain = $1 AND audit.entry.sequence > $2::bigint AND audit.entry.sequence <= $3::bigint
   ORDER BY audit.entry.sequence
   LIMIT ${PAGE}`,
);
// Primary key: the whole chain is read. Only once a fault was found.
const FIND_BY_HASH = statement<{ sequence: number }>(
  'audit.find-by-hash',
  `SELECT sequence::float8 AS sequence
   FROM audit.entry
   WHERE chain = $1 AND hash = decode($2, 'hex')
   LIMIT 1`,
);

/**
 * Walks a chain up to its head and computes every hash anew. What is appended meanwhile lies after the head and is
 * left alone.
 * @returns the first fault; undefined when there is none.
 */
export async function verifyChain(sql: Sql, head: Head): Promise<ChainFault | undefined> {
  let last = { sequence: 0, hash: GENESIS };
  for (;;) {
    const rows = await sql.query(READ, [head.chain, last.sequence, head.sequence]);
    for (const row of rows) {
      const fault = await checkLink(sql, last, row);
      if (fault) return fault;
      last = row;
    }
    if (rows.length < PAGE) break;
  }
  if (last.sequence < head.sequence) return missing(head.chain, last.sequence + 1, head.sequence);
  if (last.hash === head.hash) return undefined;
  return {
    kind: 'head',
    chain: head.chain,
    sequence: last.sequence,
    id: null,
    detail: `The chain ends with the hash ${last.hash}; its head says ${head.hash}.`,
  };
}

async function checkLink(
  sql: Sql,
  last: Pick<Row, 'sequence' | 'hash'>,
  row: Row,
): Promise<ChainFault | undefined> {
  const { chain, sequence, id } = row;
  if (sequence !== last.sequence + 1) return missing(chain, last.sequence + 1, sequence - 1);
  if (row.previous_hash !== last.hash) {
    const [origin] = await sql.query(FIND_BY_HASH, [chain, row.previous_hash]);
    if (origin || row.previous_hash === GENESIS) {
      const detail = origin
        ? `It was written right after the entry that is number ${origin.sequence} now.`
        : 'It was written as the first one.';
      return { kind: 'reordered', chain, sequence, id, detail };
    }
    const detail = `It follows an entry with another hash than number ${last.sequence} has: one of the two was written anew.`;
    return { kind: 'altered', chain, sequence, id, detail };
  }
  if (hashOf(row, last.hash) !== row.hash) {
    return {
      kind: 'altered',
      chain,
      sequence,
      id,
      detail: 'Its content does not have the hash that was written with it.',
    };
  }
  return undefined;
}

function missing(chain: string, from: number, to: number): ChainFault {
  const detail = from === to ? `Entry ${from} is missing.` : `Entries ${from} to ${to} are missing.`;
  return { kind: 'missing', chain, sequence: from, id: null, detail };
}
