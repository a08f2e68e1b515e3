import { Skeleton } from '@mantine/core';
import type { ReplayPreview } from '@tidings/delivery/schema';

import { previewWords } from './replay-words.ts';
import classes from './replay.module.css';

function consequence({ total, is_estimate: isEstimate }: ReplayPreview): string {
  if (isEstimate)
    return 'Counting was broken off after 15 seconds. The replay sends all that there are, however many.';
  if (total === 0)
    return 'Of what is asked for, nothing in this range is left to deliver. A wider range may have more.';
  return 'Each goes out once more under its own event id, behind what is live.';
}

/** What a replay would make, said before it is started. */
export function PreviewBox({ preview }: { preview: ReplayPreview }) {
  return (
    <div className={classes.preview} role="status">
      <p className={classes.total}>{previewWords(preview)}</p>
      <p className={classes.dim}>{consequence(preview)}</p>
    </div>
  );
}

/** In its place for as long as it is counted. */
export function CountingBox() {
  return (
    <div className={classes.preview} role="status" aria-busy>
      <p className={classes.total}>
        <Skeleton component="span" display="inline-block" height={18} width={150} />
      </p>
      <p className={classes.dim}>Counting what there is, for 15 seconds at most.</p>
    </div>
  );
}
