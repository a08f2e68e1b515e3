import { type Sql, statement } from '@tidings/kernel';
import type { ChainFault } from './chain-fault.ts';
import type { Head } from './verify-chain.ts';

// Primary key.
const READ_HASH = statement<{ hash: string }>(
  'audit.read-hash',
  `SELECT encode(hash, 'hex') AS hash
   FROM audit.entry
   WHERE chain = $1 AND sequence = $2::bigint`,
);

/**
 * Whether a chain still holds what it held when its head was written down somewhere else. That is what finds a chain
 * whose end was cut off together with its head, or that was written anew from some entry on.
 */
export async function checkKept(sql: Sql, { chain, sequence, hash }: Head): Promise<ChainFault | undefined> {
  if (sequence === 0) return undefined;
  const [row] = await sql.query(READ_HASH, [chain, sequence]);
  if (row?.hash === hash) return undefined;
  const detail = row
    ? `Entry ${sequence} has the hash ${row.hash}; the head that was kept says ${hash}.`
    : `Entry ${sequence} is missing: the head that was kept counts it.`;
  return { kind: row ? 'altered' : 'missing', chain, sequence, id: null, detail };
}
