import { useBlocker } from '@tanstack/react-router';
import { createContext, useContext, useEffect } from 'react';

import { ConfirmModal } from './confirm-modal.tsx';
import { holdUnsaved } from './unsaved.ts';

/** Whether a dialog lies over what is guarded: the back button closes that, and nothing has to be asked about. */
export const UnderDialog = createContext(false);

interface LeaveGuardProps {
  /** While there is something that leaving would lose. */
  when: boolean;
  title?: string;
  /** What of the search parameters it stands and falls with, where the path alone does not tell. */
  hangsOn?: (search: object) => unknown;
  /** Whether the tab still has it after a reload, which is not asked about then. */
  isKept?: boolean;
  /** When it is left all the same. */
  onLeave?: () => void;
  /** While it asks: what it stands in must not take its Escape. */
  onAsking?: (asking: boolean) => void;
  /** What would be lost. */
  children: string;
}

/** In a task of its own: the Escape that closes a panel would answer the question as well. */
const afterKey = () => new Promise<true>((resolve) => setTimeout(() => resolve(true)));

/** Asks before a link, the back button or closing the tab takes away what was typed or shown once. */
export function LeaveGuard({
  when,
  title = 'Leave without saving?',
  hangsOn,
  isKept = false,
  onLeave,
  onAsking,
  children,
}: LeaveGuardProps) {
  const isUnder = useContext(UnderDialog);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next, action }) =>
      when &&
      !(isUnder && action === 'BACK') &&
      (current.pathname !== next.pathname || hangsOn?.(current.search) !== hangsOn?.(next.search)) &&
      afterKey(),
    // A reload brings back what is kept, and so does a closed tab that is opened again.
    enableBeforeUnload: when && !isKept,
    withResolver: true,
  });
  useEffect(() => (when ? holdUnsaved() : undefined), [when]);
  const asking = status === 'blocked';
  useEffect(() => {
    onAsking?.(asking);
    return () => onAsking?.(false);
  }, [onAsking, asking]);
  // What goes before it has its answer would leave the back button between two pages.
  useEffect(() => () => reset?.(), [reset]);
  return (
    <ConfirmModal
      opened={asking}
      title={title}
      confirm="Leave"
      dismiss="Stay"
      pending={false}
      onConfirm={() => {
        onLeave?.();
        proceed?.();
      }}
      onClose={() => reset?.()}
    >
      {children}
    </ConfirmModal>
  );
}
