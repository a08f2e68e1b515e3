import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import type { Overview } from '@tidings/metrics/schema';
import type { ReactNode } from 'react';

import { count, percent } from '../../../format/number.ts';
import { useNow } from '../../../ui/use-now.ts';
import whole from '../../../ui/whole-link.module.css';
import { failingWords, noneFailsWords } from './failing-words.ts';
import classes from './number-cards.module.css';
import { deliveredWords, rateWords } from './yesterday-words.ts';

interface NumberCardsProps {
  /** Undefined while they load, null if they could not be read. */
  overview: Overview | null | undefined;
  webhooks: readonly ListedWebhook[] | null;
}

/** Four numbers of the account. */
export function NumberCards({ overview, webhooks }: NumberCardsProps) {
  const now = useNow();
  const { active = 0, failing = 0, paused = 0, inactive = 0 } = overview?.webhooks ?? {};
  const all = active + failing + paused + inactive;
  const state: State = overview ? 'known' : overview === null ? 'unread' : 'loading';
  return (
    <dl className={classes.cards} aria-busy={state === 'loading'}>
      <NumberCard name="Active Webhooks" state={state} under={`of ${count(all)}`}>
        {count(active)}
      </NumberCard>
      <NumberCard
        name="Events Delivered Today"
        state={state}
        under={overview ? deliveredWords(overview) : ''}
      >
        {count(overview?.delivered_today ?? 0)}
      </NumberCard>
      <NumberCard name="Success Rate" state={state} under={overview ? rateWords(overview) : ''}>
        {percent(overview?.success_rate ?? null)}
      </NumberCard>
      <NumberCard
        name="Failing Webhooks"
        state={state}
        failing={failing > 0}
        under={failing > 0 ? failingWords(webhooks ?? [], now) : noneFailsWords(inactive)}
      >
        {failing > 0 ? (
          <Link
            from="/dashboard/settings/webhooks/"
            to="/dashboard/settings/webhooks"
            search={({ view, sort }) => ({ view, sort, status: 'failing' })}
            className={`${whole.link} ${classes.link}`}
            aria-label={`${count(failing)}, show them`}
          >
            {count(failing)}
          </Link>
        ) : (
          count(failing)
        )}
      </NumberCard>
    </dl>
  );
}

type State = 'loading' | 'known' | 'unread';

interface NumberCardProps {
  name: string;
  state: State;
  failing?: boolean;
  under: string;
  children: ReactNode;
}

/** Their place is kept, whatever becomes of them. */
function NumberCard({ name, state, failing, under, children }: NumberCardProps) {
  return (
    <div className={classes.card}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.number} data-failing={failing || undefined}>
        {state === 'loading' ? (
          <Skeleton component="span" display="block" height={20} width={72} my={6} />
        ) : state === 'known' ? (
          children
        ) : (
          '–'
        )}
      </dd>
      <dd className={classes.under} title={state === 'known' ? under : undefined}>
        {state === 'loading' ? (
          <Skeleton component="span" display="block" height={10} width={96} my={4} />
        ) : state === 'known' ? (
          under
        ) : (
          'not known'
        )}
      </dd>
    </div>
  );
}
