import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { PersonSession } from '@tidings/identity/schema';

import { tellFailure } from '../../ui/tell-failure.ts';
import { DayTime } from '../../ui/day-time.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { agentWords } from './agent-words.ts';
import classes from './sessions-card.module.css';
import { useEndSession } from './use-sessions.ts';

export function SessionItem({ session }: { session: PersonSession }) {
  const end = useEndSession();
  const { id, address, user_agent: userAgent, created_at: since, current } = session;
  const agent = agentWords(userAgent);
  const confirm = () =>
    end.mutate(
      { id },
      {
        onSuccess: () =>
          notifications.show({ title: 'The session has ended', message: `${agent} is signed out.` }),
        onError: (error) => tellFailure(error, 'end the session', `${agent} is still signed in.`),
      },
    );
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.agent}>
          <span title={userAgent ?? undefined}>{agent}</span>
          {current && <StatusBadge tone="success">This one</StatusBadge>}
        </div>
        <div className={classes.facts}>
          {address ?? 'Unknown address'} · used <RelativeTime at={session.last_seen_at} /> · since{' '}
          <DayTime at={since} />
        </div>
      </div>
      {!current && (
        <Button
          variant="default"
          className={classes.end}
          loading={end.isPending}
          aria-label={`End the session of ${agent}`}
          onClick={confirm}
        >
          End
        </Button>
      )}
    </li>
  );
}
