import { useBlocker } from '@tanstack/react-router';

import { ConfirmModal } from './confirm-modal.tsx';

interface LeaveGuardProps {
  /** While there is something that leaving would lose. */
  when: boolean;
  title?: string;
  /** What of the search parameters it stands and falls with, where the path alone does not tell. */
  hangsOn?: (search: object) => unknown;
  /** When it is left all the same. */
  onLeave?: () => void;
  /** What would be lost. */
  children: string;
}

/** Asks before a link, the back button or closing the tab takes away what was typed or shown once. */
export function LeaveGuard({
  when,
  title = 'Leave without saving?',
  hangsOn,
  onLeave,
  children,
}: LeaveGuardProps) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      when && (current.pathname !== next.pathname || hangsOn?.(current.search) !== hangsOn?.(next.search)),
    enableBeforeUnload: when,
    withResolver: true,
  });
  return (
    <ConfirmModal
      opened={status === 'blocked'}
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
