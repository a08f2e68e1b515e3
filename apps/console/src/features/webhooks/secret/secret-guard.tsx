import { LeaveGuard } from '../../../ui/leave-guard.tsx';

interface Place {
  created?: unknown;
  webhook?: unknown;
  edit?: unknown;
}

/** Under the same path a page goes on to the next webhook that is made, and the panel that it shows in closes or turns to another. */
const placeOf = ({ created, webhook, edit }: Place) => String([created, webhook, edit]);

/** Asks before a new secret is left. */
export function SecretGuard({ when, children }: { when: boolean; children: string }) {
  return (
    <LeaveGuard when={when} title="Leave without the secret?" hangsOn={placeOf}>
      {children}
    </LeaveGuard>
  );
}
