import { durationSeconds, durationWords, listWords, spanWords } from '../../format/duration.ts';
import { splitDelays } from './form-input.ts';

export const RETRY_PRESETS = [
  { value: 'standard', label: 'Standard, 25 hours', delays: '1m, 5m, 15m, 1h, 24h' },
  { value: 'patient', label: 'Patient, 34 hours', delays: '1m, 5m, 30m, 2h, 8h, 24h' },
  { value: '72h', label: 'Three days', delays: '1m, 5m, 15m, 30m, 1h, 2h, 4h, 8h, 24h, 32h' },
] as const;

export function presetOf(delays: string): string {
  const normal = splitDelays(delays).join(', ');
  return RETRY_PRESETS.find((preset) => preset.delays === normal)?.value ?? 'custom';
}

/** What a retry policy means: how many attempts, after what, over how long. Null while it cannot be read. */
export function retryMeaning(enabled: boolean, most: number | string, delays: string): string | null {
  const maxRetries = most === '' ? Number.NaN : Number(most);
  if (!enabled || maxRetries === 0)
    return 'A delivery is tried once. If that fails, it stays failed until somebody retries it.';
  const used = splitDelays(delays).slice(0, maxRetries);
  const seconds = used.map(durationSeconds);
  if (used.length === 0 || seconds.some((each) => each === null) || Number.isNaN(maxRetries)) return null;
  const total = seconds.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return `A failed delivery is tried again after ${listWords(used.map(durationWords))}: ${used.length + 1} attempts over at least ${spanWords(total)}.`;
}
