import { type Sql, statement } from '@tidings/kernel';
import { accountOf } from './chain.ts';
import type { ChainFault } from './chain-fault.ts';
import { type Head, verifyChain } from './verify-chain.ts';

type ChainRow = Head & { last: number | null; has_head: boolean };

/** Chains that are looked up in one go. */
const PAGE = 500;

// Primary keys of both tables. A head and the last entry, as they were at one moment. The names of chains come from
// the entries as well (each found by one step in the primary key), since a head can be removed with what it tells.
const READ_CHAINS = statement<ChainRow>(
  'audit.read-chains',
  `WITH RECURSIVE written AS (
     (SELECT chain, 1 AS number FROM audit.entry WHERE chain > $1 ORDER BY chain LIMIT 1)
     UNION ALL
     SELECT next.chain, number + 1
     FROM written
     CROSS JOIN LATERAL (SELECT e.chain FROM audit.entry AS e WHERE e.chain > written.chain ORDER BY e.chain LIMIT 1) AS next
     WHERE number < ${PAGE}
   ), headed AS (
     SELECT chain FROM audit.chain WHERE chain > $1 ORDER BY chain LIMIT ${PAGE}
   ), named AS (
     SELECT chain FROM written UNION SELECT chain FROM headed ORDER BY chain LIMIT ${PAGE}
   )
   SELECT named.chain, head.chain IS NOT NULL AS has_head,
          coalesce(head.sequence, 0)::float8 AS sequence, encode(coalesce(head.hash, decode(repeat('00', 32), 'hex')), 'hex') AS hash,
          (SELECT max(e.sequence) FROM audit.entry AS e WHERE e.chain = named.chain)::float8 AS last
   FROM named
   LEFT JOIN audit.chain AS head ON head.chain = named.chain
   ORDER BY named.chain`,
);

/** A chain that was walked: its head, to be kept elsewhere, or what is wrong with it. */
export type VerifiedChain = { accountId: string | null; head: Head; fault: ChainFault | undefined };

/**
 * Walks every chain of the audit log, one after the other, and holds some hundred entries of it at a time. It locks
 * nothing: entries are appended meanwhile, and are looked at the next time.
 */
export async function* verifyAudit(sql: Sql): AsyncGenerator<VerifiedChain> {
  for (let after = ''; ;) {
    const chains = await sql.query(READ_CHAINS, [after]);
    for (const row of chains) {
      const { chain, sequence, hash } = row;
      const head = { chain, sequence, hash };
      yield { accountId: accountOf(chain), head, fault: beyondHead(row) ?? (await verifyChain(sql, head)) };
    }
    const last = chains.at(-1);
    if (!last || chains.length < PAGE) return;
    after = last.chain;
  }
}

/** Entries that no head counts: nobody could append them, but the head can have been set back. */
function beyondHead({ chain, sequence, last, has_head: hasHead }: ChainRow): ChainFault | undefined {
  if (last === null || last <= sequence) return undefined;
  const detail = hasHead
    ? `The chain's head counts ${sequence} entries, and there is one with the number ${last}.`
    : "The chain's head is missing.";
  return { kind: 'head', chain, sequence: sequence + 1, id: null, detail };
}
