const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600 };
const UNIT_WORD: Record<string, string> = { s: 's', m: 'min', h: 'h' };

/** Seconds of a duration such as "5m"; null where it is none. */
export function durationSeconds(duration: string): number | null {
  const match = /^([1-9][0-9]{0,5})([smh])$/.exec(duration);
  const seconds = match ? UNIT_SECONDS[match[2] ?? ''] : undefined;
  return match && seconds !== undefined ? Number(match[1]) * seconds : null;
}

/** "5m" as "5 min"; what cannot be read comes back as it is. */
export function durationWords(duration: string): string {
  const match = /^([0-9]+)([smh])$/.exec(duration);
  return match ? `${match[1]} ${UNIT_WORD[match[2] ?? ''] ?? ''}` : duration;
}

/** A sentence whose lines end between figures with their units, never within: "at least 1 day" | "1 h". */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(\d) (ms|s|min|h|days?)\b/g, '$1\u00A0$2');
}

/** "1 min, 5 min and 15 min". */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A span in its two largest units: "4 min 52 s", "1 h 21 min", "2 days 3 h". */
export function spanWords(totalSeconds: number): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), seconds >= 172_800 ? 'days' : 'day'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
