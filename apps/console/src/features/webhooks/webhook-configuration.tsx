import { Anchor, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { durationWords, listWords, unbroken } from '../../format/duration.ts';
import { count, counted } from '../../format/number.ts';
import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyIcon } from '../../ui/copy-button.tsx';
import { DayTime } from '../../ui/day-time.tsx';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { Mono } from '../../ui/mono.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { writeFilterText } from '../webhook-form/filter/write-filter.ts';
import { NO_SOURCE_IPS, useSourceIps } from '../webhook-form/use-source-ips.ts';
import { HeaderValues } from './header-values.tsx';
import { PinnedVersion } from './pinned-version.tsx';
import { STYLE_WORDS } from './style-words.ts';
import classes from './webhook-page.module.css';

function retryWords(retry: Webhook['retry']): string {
  const used = retry.delays.slice(0, retry.max_retries);
  if (!retry.enabled || used.length === 0) return 'None: each delivery is tried once';
  return unbroken(`After ${listWords(used.map(durationWords))}`);
}

/** @param sourceIps undefined until they are known. */
function factsOf(webhook: Webhook, sourceIps: readonly string[] | undefined): [Fact[], Fact[]] {
  return [
    [
      {
        name: 'Id',
        value: (
          <span className={classes.id}>
            <Mono>{webhook.id}</Mono>
            <CopyIcon value={webhook.id} label="Copy the id" />
          </span>
        ),
      },
      {
        name: 'Events',
        value: webhook.events.includes('*') ? (
          'All events, also types that are added later'
        ) : (
          <Mono>{webhook.events.join(', ')}</Mono>
        ),
      },
      {
        name: 'Filter',
        value:
          Object.keys(webhook.filter).length === 0 ? (
            'None: every event of these types is delivered'
          ) : (
            <CodeBlock label="Filter" maxHeight={180} as="json">
              {writeFilterText(webhook.filter)}
            </CodeBlock>
          ),
      },
      { name: 'Payload', value: STYLE_WORDS[webhook.payload_style] },
      { name: 'API version', value: <PinnedVersion webhook={webhook} /> },
      ...(webhook.description ? [{ name: 'Description', value: <bdi>{webhook.description}</bdi> }] : []),
      {
        name: 'Created',
        value: (
          <>
            <DayTime at={webhook.created_at} /> by <bdi>{webhook.created_by.name}</bdi>
          </>
        ),
      },
    ],
    [
      { name: 'Retries', value: retryWords(webhook.retry) },
      { name: 'Timeout', value: counted(webhook.timeout_seconds, 'second') },
      {
        name: 'Rate limit',
        value: webhook.rate_limit === null ? 'None' : `${count(webhook.rate_limit)} attempts a second`,
      },
      {
        name: 'Headers',
        value: <HeaderValues headers={webhook.headers} />,
      },
      ...(sourceIps
        ? [
            {
              name: 'Source IPs',
              value:
                sourceIps.length === 0 ? (
                  'None are named: deliveries may come from any address'
                ) : (
                  <span className={classes.id}>
                    <Mono>{sourceIps.join(', ')}</Mono>
                    <CopyIcon value={sourceIps.join(', ')} label="Copy the source IPs" />
                  </span>
                ),
            },
          ]
        : []),
    ],
  ];
}

export function WebhookConfiguration({ webhook }: { webhook: Webhook | undefined }) {
  const sourceIps = useSourceIps();
  return (
    <Card
      title="Configuration"
      actions={
        webhook && (
          <Anchor
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/$id/edit" params={{ id: webhook.id }} {...props} />
            )}
          >
            Edit
          </Anchor>
        )
      }
    >
      {webhook ? (
        <>
          <UnreadLine of={[[sourceIps, NO_SOURCE_IPS]]} />
          <div className={classes.configuration}>
            {factsOf(webhook, sourceIps.data?.data).map((facts) => (
              <Facts key={facts[0]?.name} facts={facts} />
            ))}
          </div>
        </>
      ) : (
        <Skeleton height={130} />
      )}
    </Card>
  );
}
