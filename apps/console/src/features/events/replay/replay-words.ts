import type { Replay, ReplayPreview } from '@tidings/delivery/schema';

import { listWords } from '../../../format/duration.ts';
import { count, counted } from '../../../format/number.ts';
import { rangeWords } from '../../../log/range.ts';
import type { Tone } from '../../../ui/status-badge.tsx';

type Status = Replay['status'];

export const REPLAY_LABELS: Record<Status, string> = {
  counting: 'Counting',
  running: 'Running',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

export const REPLAY_TONES: Record<Status, Tone> = {
  counting: 'accent',
  running: 'accent',
  completed: 'success',
  cancelled: 'rest',
  failed: 'failure',
};

export function isOpen({ status }: Pick<Replay, 'status'>): boolean {
  return status === 'counting' || status === 'running';
}

/** Deliveries, one or many. */
export function deliveriesWords(number: number): string {
  return counted(number, 'delivery', 'deliveries');
}

/** What a replay would make: "At least 12,000 deliveries". */
export function previewWords({ total, is_estimate: isEstimate }: ReplayPreview): string {
  if (isEstimate) return `At least ${deliveriesWords(total)}`;
  return total === 0 ? 'Nothing to replay' : deliveriesWords(total);
}

/** Between which times its events happened. */
export function replayRange({ created_after: after, created_before: before }: Replay): string {
  return rangeWords({ after, before }) ?? '';
}

/** "Only what was missed, email.opened and email.clicked"; null for everything of every type. */
export function selectionWords(replay: Pick<Replay, 'types' | 'only_failed' | 'only_missed'>): string | null {
  const parts = [
    ...(replay.only_failed ? ['Only what has not succeeded'] : []),
    ...(replay.only_missed ? ['Only what was missed'] : []),
    ...(replay.types ? [listWords(replay.types)] : []),
  ];
  return parts.join(', ') || null;
}

/** How far it has come, as a sentence. */
export function progressWords({ status, done, total }: Pick<Replay, 'status' | 'done' | 'total'>): string {
  switch (status) {
    case 'counting':
      return `${deliveriesWords(total)} found so far`;
    case 'running':
    case 'cancelled':
    case 'failed':
      return `${count(done)} of ${deliveriesWords(total)} attempted`;
    case 'completed':
      return total === 0 ? 'There was nothing to replay' : `${deliveriesWords(total)} attempted`;
  }
}

type Outcomes = Pick<NonNullable<Replay['outcomes']>, 'succeeded' | 'failed' | 'retrying'>;

/** "25 succeeded", "2 failed", "1 tried again"; of what succeeded nothing where that is not known. */
export function outcomeParts({ succeeded, failed, retrying }: Outcomes) {
  return [
    ...(succeeded === null
      ? []
      : [{ number: succeeded, words: `${count(succeeded)} succeeded`, tone: 'success' }]),
    { number: failed, words: `${count(failed)} failed`, tone: failed > 0 ? 'failure' : undefined },
    ...(retrying > 0 ? [{ number: retrying, words: `${count(retrying)} tried again`, tone: undefined }] : []),
  ];
}

/** How much of it is done, in percent from 0 to 100. */
export function percentOf({ status, done, total }: Pick<Replay, 'status' | 'done' | 'total'>): number {
  if (status === 'completed') return 100;
  // Whoever sees 100 takes it for the end.
  return status === 'counting' || total === 0 ? 0 : Math.min(99, Math.floor((done / total) * 100));
}
