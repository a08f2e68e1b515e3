/** Which events a replay is about, as it is stored. */
export type Selection = {
  accountId: string;
  createdAfter: Date;
  createdBefore: Date;
  /** What comes while it is under way is delivered anyway, also where it happened long ago. */
  acceptedBefore: Date | null;
  types: string[] | null;
  /** `failed`: given up, cancelled or archived, and never succeeded; `missed`: never tried; null: all of them. */
  only: 'failed' | 'missed' | null;
};

/** A part that is still at work. As SQL, so that index replay_part_open serves it. */
export const IS_OPEN = (part: string) => `${part}.status IN ('counting', 'running')`;
