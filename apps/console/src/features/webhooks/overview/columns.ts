/** What rows and cards count, which the heads of their numbers say at length to who rests on them. */
export const COLUMNS = {
  lines: {
    name: 'Last 7 days',
    counts: 'Attempts by the hour, retries included: all of them, and those that failed',
  },
  deliveries: {
    name: 'Deliveries',
    counts: 'Made in the last 7 days; each counts once, however often it was attempted',
  },
  success: {
    name: '24 h success',
    counts: 'Of the deliveries made in the last 24 hours, those that arrived, after retries as well',
  },
} as const;
