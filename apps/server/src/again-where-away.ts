import { isDatabaseAway } from '@tidings/kernel';

/** A machine that slept loses a connection at a time. */
const TRIES = 5;

/**
 * Does what a start needs once more where its connection broke: a process that stood still for seconds, since its machine
 * slept or was busy, finds its transactions ended. What is done has to be the same however often it is.
 */
export async function againWhereAway<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isDatabaseAway(error)) throw error;
    }
  }
}
