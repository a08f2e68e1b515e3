import { Button } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';

import { listWords } from '../../format/duration.ts';
import { CopyText } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { CheckRow } from './check-row.tsx';
import { CHECKS } from './check-words.ts';
import { diagnosisText, leftOut, verdictWords } from './diagnosis-words.ts';
import classes from './diagnosis.module.css';
import { useSetPaused } from '../webhooks/use-set-paused.tsx';
import { useDiagnose } from './use-diagnose.ts';

/** The checks: what each looks at before it has run, and afterwards what it found and what to do. */
export function DiagnosisCard({ webhook }: { webhook: Webhook }) {
  const diagnose = useDiagnose();
  const checks = diagnose.isPending ? undefined : diagnose.data?.checks;
  const at = new Date(diagnose.submittedAt).toISOString();
  const missing = checks ? leftOut(checks) : [];
  return (
    <section className={classes.card} aria-label="Checks">
      <div className={classes.head}>
        <div className={classes.said} aria-live="polite">
          {diagnose.isPending ? (
            'Looking. This takes half a minute at most.'
          ) : checks ? (
            <>
              <strong>{verdictWords(checks)}</strong>{' '}
              <span className={classes.dim}>
                <RelativeTime at={at} />
              </span>
            </>
          ) : (
            'Nine checks, one after the other. The endpoint gets one signed webhook.ping.'
          )}
        </div>
        {checks && (
          <CopyText value={diagnosisText(webhook, checks, at)} label="Copy the diagnosis as text">
            Copy as text
          </CopyText>
        )}
        <Button loading={diagnose.isPending} onClick={() => diagnose.mutate({ id: webhook.id })}>
          {diagnose.data ? 'Run again' : 'Run diagnosis'}
        </Button>
      </div>
      {diagnose.error && (
        <div className={classes.notice}>
          <ErrorNotice error={diagnose.error} doing="diagnose the webhook" kept="Nothing was changed." />
        </div>
      )}
      <ul className={classes.checks} aria-busy={diagnose.isPending || undefined}>
        {checks
          ? checks.map((check) => (
              <CheckRow
                key={check.name}
                check={check}
                action={check.name === 'status' && <Resume webhook={webhook} />}
              />
            ))
          : Object.values(CHECKS).map(({ title, about }) => (
              <li key={title} className={classes.check} data-pending={diagnose.isPending || undefined}>
                <span className={classes.mark} aria-hidden />
                <div>
                  <h2 className={classes.name}>{title}</h2>
                  <p className={classes.dim}>{about}</p>
                </div>
              </li>
            ))}
      </ul>
      {missing.length > 0 && (
        <p className={classes.missing}>
          Not looked at, since it depends on what failed: {listWords(missing)}.
        </p>
      )}
    </section>
  );
}

/** As on the webhook's page. It goes by what the webhook is now: somebody may have resumed it since it was looked at. */
function Resume({ webhook }: { webhook: Webhook }) {
  const resume = useSetPaused(webhook);
  if (resume.pausing) return null;
  return (
    <Button variant="default" loading={resume.pending} onClick={resume.toggle}>
      Resume
    </Button>
  );
}
