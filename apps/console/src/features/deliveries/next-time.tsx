import type { Delivery } from '@tidings/delivery/schema';

import { fullTime } from '../../format/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { nextWords } from './words.ts';

interface NextTimeProps {
  delivery: Pick<Delivery, 'status' | 'next_attempt_at'>;
  /** Begins a line. */
  capital?: boolean;
}

/** "next in 4 min", with the exact time for who rests on it; nothing where no attempt follows. */
export function NextTime({ delivery, capital = false }: NextTimeProps) {
  const words = nextWords(delivery, useNow());
  const at = delivery.next_attempt_at;
  if (words === null || at === null) return null;
  return (
    <time dateTime={at} title={fullTime(at)}>
      {capital ? words.charAt(0).toUpperCase() + words.slice(1) : words}
    </time>
  );
}
