import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { count } from '../../format/number.ts';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { selectionSummary } from '../catalog/selection.ts';
import { makerWords } from '../session/maker-words.ts';
import type { WebhookActivity } from './use-webhook-activity.ts';
import { WebhookBadge } from './webhook-badge.tsx';
import { WebhookRowMenu } from './webhook-row-menu.tsx';
import classes from './webhook-row.module.css';

interface WebhookRowProps {
  webhook: Webhook;
  activity: WebhookActivity | undefined;
  /** Whether activity has loaded: a webhook without any has made no attempt. */
  known: boolean;
}

/** The link of the name stretches over the whole row, so that it opens in a new tab like any link. */
export function WebhookRow({ webhook, activity, known }: WebhookRowProps) {
  const attempts = activity?.attempts_total ?? (known ? 0 : null);
  const failed = activity?.failed_total ?? (known ? 0 : null);
  const lastAt = activity?.last_attempt_at ?? null;
  const maker = makerWords(webhook.created_by);
  return (
    <Table.Tr className={`${table.row} ${classes.row}`}>
      <Table.Td className={classes.identity}>
        <Link
          to="/dashboard/settings/webhooks/$id"
          params={{ id: webhook.id }}
          className={classes.link}
          title={webhook.name}
        >
          {webhook.name}
        </Link>
        <span className={classes.url}>
          <Mono dim title={webhook.url}>
            {webhook.url}
          </Mono>
        </span>
      </Table.Td>
      <Table.Td className={classes.status}>
        <WebhookBadge webhook={webhook} />
      </Table.Td>
      <Table.Td className={`${table.wide} ${classes.events}`} title={webhook.events.join(', ')}>
        {selectionSummary(webhook.events)}
      </Table.Td>
      <Table.Td className={`${table.dim} ${table.wide} ${classes.maker}`} title={maker}>
        {maker}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.wide}`}>
        {attempts === null ? '' : count(attempts)}
      </Table.Td>
      <Table.Td
        className={`${table.number} ${table.wide}`}
        data-failing={(failed ?? 0) > 0 && webhook.health === 'failing' ? true : undefined}
      >
        {failed === null ? '' : count(failed)}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide} ${classes.last}`}>
        {lastAt ? <RelativeTime at={lastAt} /> : known ? '–' : ''}
      </Table.Td>
      <Table.Td className={classes.menu}>
        <WebhookRowMenu webhook={webhook} />
      </Table.Td>
    </Table.Tr>
  );
}
