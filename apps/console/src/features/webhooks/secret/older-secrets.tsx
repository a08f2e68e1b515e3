import type { Webhook } from '@tidings/endpoint/schema';

import { spanWords } from '../../../format/duration.ts';
import { fullTime, momentWords } from '../../../format/time.ts';
import { Mono } from '../../../ui/mono.tsx';
import { useNow } from '../../../ui/use-now.ts';
import classes from './secret.module.css';

/** The secrets before the present one that still sign, and until when. */
export function OlderSecrets({ secrets }: { secrets: Webhook['secrets'] }) {
  const now = useNow();
  // What is over is gone when the webhook is read next.
  const signing = secrets.filter(({ expires_at: ends }) => ends === null || Date.parse(ends) > now);
  if (signing.length === 0) return 'None any more';
  return (
    <ul className={classes.older}>
      {signing.map(({ hint, created_at: created, expires_at: ends }) => (
        <li key={created}>
          <Mono>{hint}</Mono>{' '}
          {ends === null ? (
            'signs until it is rolled'
          ) : (
            <time dateTime={ends} title={fullTime(ends)}>
              signs until {momentWords(ends)}, {spanWords((Date.parse(ends) - now) / 1000)} more
            </time>
          )}
        </li>
      ))}
    </ul>
  );
}
