import { count, percent } from '../../../format/number.ts';
import { AboveLink } from '../../../ui/above-link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Sparkline } from './sparkline.tsx';
import type { Doings } from './use-listed.ts';
import classes from './doing-words.module.css';

interface DoingProps {
  id: string;
  doings: Doings;
}

/** In the place of what could not be read, or of what there is not. */
const NONE = <span className={classes.none}>–</span>;

/** Deliveries of seven days. */
export function Volume({ id, doings: { pulses } }: DoingProps) {
  if (pulses === null) return NONE;
  const pulse = pulses?.of(id);
  return pulse ? count(pulse.deliveries) : null;
}

/**
 * Of the deliveries of 24 hours those that have not arrived; nothing where there were none. Where all have, by retries, the
 * attempts of a failing webhook do not: that is said, or it would contradict the badge.
 */
export function DayFailed({ id, doings: { pulses }, failing }: DoingProps & { failing: boolean }) {
  const pulse = pulses?.of(id);
  if (!pulse || pulse.daySuccess === null) return null;
  const { dayFailed: failed } = pulse;
  return (
    <span className={classes.under} data-failed={failed > 0 || undefined}>
      {failed > 0 ? `${count(failed)} failed` : failing ? 'by retries' : 'none failed'}
    </span>
  );
}

/** Red where the webhook is failing and not all has arrived: what the badge says, in a number. */
export function DaySuccess({ id, doings: { pulses }, failing }: DoingProps & { failing: boolean }) {
  if (pulses === null) return NONE;
  const pulse = pulses?.of(id);
  if (!pulse) return null;
  const { daySuccess, dayFailed } = pulse;
  if (daySuccess === null) return NONE;
  return (
    <span className={classes.success} data-failing={(failing && dayFailed > 0) || undefined}>
      {percent(daySuccess)}
    </span>
  );
}

/** The same as a whole, where no heading says what the number is. */
export function DayArrived(props: DoingProps & { failing: boolean }) {
  const { id, doings } = props;
  const pulse = doings.pulses?.of(id);
  if (pulse?.daySuccess === null) {
    const isNew = doings.activity && !doings.activity.get(id)?.last_attempt_at;
    return isNew ? 'Nothing sent yet' : 'Nothing sent in 24 h';
  }
  return (
    <>
      <DaySuccess {...props} /> arrived
    </>
  );
}

export function LastDelivery({ id, doings: { activity } }: DoingProps) {
  if (activity === null) return NONE;
  if (!activity) return null;
  const at = activity.get(id)?.last_attempt_at ?? null;
  if (!at) return NONE;
  return (
    <AboveLink>
      <RelativeTime at={at} />
    </AboveLink>
  );
}

export function Lines({ id, name, doings: { pulses } }: DoingProps & { name: string }) {
  // Its place is kept, so that nothing moves when the lines arrive.
  const pulse = pulses?.of(id);
  if (!pulses || !pulse) return <div className={classes.place} />;
  return <Sparkline name={name} line={pulse.line} from={pulses.from} />;
}
