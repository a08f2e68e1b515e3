import { agoWords, fullTime } from '../format/time.ts';
import { useNow } from './use-now.ts';

export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={fullTime(at)}>
      {agoWords(at, now)}
    </time>
  );
}
