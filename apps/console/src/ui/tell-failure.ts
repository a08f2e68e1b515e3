import { notifications } from '@mantine/notifications';

import { describeFailure } from '../api/failure.ts';

/** Long enough to read it and to note the request. */
const TOLD_MS = 12_000;

/**
 * Says that something was not done where nothing on the page has a place for it.
 * @param doing completes "Could not …".
 * @param undone what is as it was.
 */
export function tellFailure(error: unknown, doing: string, undone: string): void {
  const { title, detail, requestId } = describeFailure(error, doing, { undone });
  notifications.show({
    color: 'failure',
    autoClose: TOLD_MS,
    role: 'alert',
    title,
    message: requestId === null ? detail : `${detail} Request ${requestId}.`,
  });
}
