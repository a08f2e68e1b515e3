import type { AuditProtection, VerifiedChain } from '@tidings/identity/wiring';

/** What was found, written down piece by piece: there can be a chain for each of very many accounts. */
export type AuditReport = {
  chain: (verified: VerifiedChain) => void;
  end: (summary: { chains: number; entries: number; faults: number; protection: AuditProtection }) => void;
};

type Write = (text: string) => void;

/** For programs: one JSON object. Kept elsewhere, it is what `--against` reads. */
export function jsonReport(write: Write): AuditReport {
  let isFirst = true;
  write('{"chains":[');
  return {
    chain: ({ accountId, head, fault }) => {
      const { chain, sequence: entries, hash } = head;
      const shown = {
        chain,
        account_id: accountId,
        entries,
        hash,
        ok: !fault,
        ...(fault && { fault: faultShown(fault) }),
      };
      write(`${isFirst ? '' : ','}\n${JSON.stringify(shown)}`);
      isFirst = false;
    },
    end: ({ chains, entries, faults, protection }) => {
      const summary = {
        ok: faults === 0,
        chain_count: chains,
        entry_count: entries,
        fault_count: faults,
        protection,
      };
      write(`\n],${JSON.stringify(summary).slice(1)}\n`);
    },
  };
}

function faultShown({ kind, sequence, id, detail }: NonNullable<VerifiedChain['fault']>) {
  return { kind, sequence, id, detail };
}

const PROTECTION: Record<AuditProtection['kind'], (role: string) => string> = {
  role: (role) => `Protected: the log belongs to another role than Tidings works as (${role}).`,
  triggers: (role) =>
    `Protected by triggers only: the role ${role} could remove them. The docs, under "Audit log", show how to give the log to a role of its own.`,
  none: () => 'NOT protected: triggers that refuse changes are missing or disabled.',
};

/** For people. */
export function textReport(write: Write): AuditReport {
  return {
    chain: ({ accountId, head, fault }) => {
      const name = (accountId ?? 'installation').padEnd(31);
      write(`${name} ${String(head.sequence).padStart(9)}  ${head.hash}\n`);
      if (!fault) return;
      const which = fault.id ? ` (${fault.id})` : '';
      write(`  BROKEN at entry ${fault.sequence}${which}, ${fault.kind}: ${fault.detail}\n`);
    },
    end: ({ chains, entries, faults, protection }) => {
      const size = `${entries} ${entries === 1 ? 'entry' : 'entries'} in ${chains} ${chains === 1 ? 'chain' : 'chains'}`;
      write(
        faults === 0
          ? `OK: ${size}; none was altered, removed or moved.\n`
          : `BROKEN: ${faults} of ${chains} chains; ${size} are counted.\n`,
      );
      write(`${PROTECTION[protection.kind](protection.role)}\n`);
      if (faults === 0) write('Keep this list outside of this database: --json writes it for --against.\n');
    },
  };
}
