import { LeaveGuard } from '../../../ui/leave-guard.tsx';

/** Asks before backup codes are left that show this once, or are about to. */
export function CodesGuard({ when, children }: { when: boolean; children: string }) {
  return (
    <LeaveGuard when={when} title="Leave without the codes?">
      {children}
    </LeaveGuard>
  );
}
