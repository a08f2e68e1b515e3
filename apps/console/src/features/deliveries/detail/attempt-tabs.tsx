import { Tabs } from '@mantine/core';
import type { Attempt } from '@tidings/delivery/schema';
import { useState, type ReactNode } from 'react';

import { clockWords, fullTime } from '../../../format/time.ts';
import { useNow } from '../../../ui/use-now.ts';
import { OutcomeCode } from '../outcome-code.tsx';
import { AttemptDetail } from './attempt-detail.tsx';
import classes from './delivery-detail.module.css';

interface AttemptTabsProps {
  /** At least one, the oldest first. */
  attempts: Attempt[];
  /** What the newest one led to. */
  why: ReactNode;
}

/** Where they are more than fit in their line, it begins at its end: with the newest. */
const showNewest = (list: HTMLDivElement | null) => {
  if (list) list.scrollLeft = list.scrollWidth;
};

export function AttemptTabs({ attempts, why }: AttemptTabsProps) {
  const now = useNow();
  // Until one is chosen, the newest shows, also when a newer one arrives.
  const [chosen, setChosen] = useState<string | null>(null);
  const newest = attempts.at(-1);
  return (
    <Tabs value={chosen ?? newest?.id ?? null} onChange={setChosen} keepMounted={false}>
      <Tabs.List ref={showNewest} aria-label="Attempts" className={classes.tabs}>
        {attempts.map((attempt) => (
          <Tabs.Tab key={attempt.id} value={attempt.id} title={fullTime(attempt.started_at)}>
            Attempt {attempt.number}{' '}
            <span className={classes.tabCode}>
              <OutcomeCode code={attempt.status_code} error={attempt.error} brief />
            </span>{' '}
            <span className={classes.tabTime}>{clockWords(attempt.started_at, now)}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {attempts.map((attempt) => (
        <Tabs.Panel key={attempt.id} value={attempt.id}>
          <AttemptDetail attempt={attempt} why={attempt === newest ? why : null} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
