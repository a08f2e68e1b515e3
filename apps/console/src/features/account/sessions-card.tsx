import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EndOthersModal } from './end-others-modal.tsx';
import { SessionItem } from './session-item.tsx';
import classes from './sessions-card.module.css';
import { useSessions } from './use-sessions.ts';

/** Where the person is signed in. */
export function SessionsCard() {
  const sessions = useSessions();
  const [asking, endOthers] = useDisclosure(false);
  // This one first, then the latest used.
  const rows = sessions.data?.data.toSorted((a, b) => Number(b.current) - Number(a.current));
  const others = rows?.filter((session) => !session.current).length ?? 0;
  return (
    <Card
      title="Sessions"
      actions={
        others > 1 && (
          <Button variant="default" onClick={endOthers.open}>
            End all others
          </Button>
        )
      }
    >
      {rows ? (
        <ul className={classes.list}>
          {rows.map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ul>
      ) : sessions.error ? (
        <ErrorNotice
          error={sessions.error}
          doing="load your sessions"
          meanwhile="They are as they were."
          onRetry={() => sessions.refetch()}
        />
      ) : (
        <div aria-busy>
          <Skeleton height={12} width={140} mt={14} mb={10} />
          <Skeleton height={10} width={220} mb={14} />
        </div>
      )}
      <EndOthersModal count={others} opened={asking} onClose={endOthers.close} />
    </Card>
  );
}
