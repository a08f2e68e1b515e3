import { Anchor } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Arrival } from '@tidings/play/schema';
import { useId, useState } from 'react';

import { prettyJson } from '../../format/json.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './play-page.module.css';

const VERDICTS = {
  verified: { tone: 'success', word: 'Verified' },
  failed: { tone: 'failure', word: 'Not verified' },
  unknown: { tone: 'rest', word: 'Unknown' },
} as const;

export function ArrivalRow({ arrival }: { arrival: Arrival }) {
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  const verdict = VERDICTS[arrival.verification.verdict];
  const headers = Object.entries(arrival.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  const type = Object.entries(arrival.headers).find(([name]) => /^x-.+-event$/i.test(name))?.[1];
  return (
    <li className={classes.arrival} data-open={open || undefined}>
      <button
        type="button"
        className={classes.summary}
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
        <span className={classes.type} title={type}>
          {type ?? `${arrival.method} ${arrival.path}`}
        </span>
        <span className={classes.badge}>
          <StatusBadge tone={verdict.tone}>{verdict.word}</StatusBadge>
        </span>
        <span className={classes.from}>{arrival.webhook?.name ?? 'No webhook'}</span>
        <span className={classes.answered} data-ok={arrival.answered < 300 || undefined}>
          {arrival.answered}
        </span>
        <span className={classes.when}>
          <RelativeTime at={arrival.received_at} />
        </span>
      </button>
      {open && (
        <div id={bodyId} className={classes.detail}>
          <p className={classes.verdict}>
            {arrival.verification.detail} Answered {arrival.answered}.{' '}
            {arrival.webhook && arrival.delivery_id && (
              <Anchor
                underline="always"
                renderRoot={(props) => (
                  <Link
                    to="/dashboard/settings/webhooks/$id"
                    params={{ id: arrival.webhook?.id ?? '' }}
                    search={{ delivery: arrival.delivery_id ?? undefined }}
                    {...props}
                  />
                )}
              >
                View the delivery
              </Anchor>
            )}
          </p>
          <div className={classes.columns}>
            <div>
              <div className={classes.blockHead}>
                <h2 className={classes.blockTitle}>Headers</h2>
                <CopyText value={headers}>Copy</CopyText>
              </div>
              <CodeBlock label="Headers of the request">{headers}</CodeBlock>
            </div>
            <div>
              <div className={classes.blockHead}>
                <h2 className={classes.blockTitle}>Body</h2>
                <CopyText value={arrival.body}>Copy</CopyText>
              </div>
              <CodeBlock label="Body of the request" as="json">
                {prettyJson(arrival.body) || '(empty)'}
              </CodeBlock>
            </div>
          </div>
        </div>
      )}
    </li>
  );
}
