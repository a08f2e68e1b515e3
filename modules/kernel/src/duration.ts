const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of a duration such as `30s`, `5m` or `24h`.
 * @throws {RangeError} when the text is anything else.
 */
export function durationMs(text: string): number {
  const match = /^([1-9][0-9]{0,5})([smh])$/.exec(text);
  if (!match)
    throw new RangeError(`"${text}" is not a duration: expected an integer and s, m or h, such as 5m.`);
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]; // the pattern admits only these units
}
