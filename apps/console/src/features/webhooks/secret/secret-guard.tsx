import { LeaveGuard } from '../../../ui/leave-guard.tsx';
import { useCanReveal } from '../../session/use-session.ts';

interface Place {
  created?: unknown;
  webhook?: unknown;
  edit?: unknown;
}

/** Under the same path a page goes on to the next webhook that is made, and the panel that it shows in closes or turns to another. */
const placeOf = ({ created, webhook, edit }: Place) => String([created, webhook, edit]);

/** Asks before a new secret is left, where it never shows again. */
export function SecretGuard({ when, children }: { when: boolean; children: string }) {
  const canReveal = useCanReveal();
  return (
    <LeaveGuard when={when && !canReveal} title="Leave without the secret?" hangsOn={placeOf}>
      {children}
    </LeaveGuard>
  );
}
