import { useNow } from '../../ui/use-now.ts';
import { healthSentence } from './stats-words.ts';

type HealthSentenceProps = {
  attempts: Parameters<typeof healthSentence>[0];
  window: Parameters<typeof healthSentence>[1];
  webhook: Parameters<typeof healthSentence>[2]['webhook'];
};

/** How a webhook does, in words. Apart, so that the clock draws no chart again. */
export function HealthSentence({ attempts, window, webhook }: HealthSentenceProps) {
  return healthSentence(attempts, window, { webhook, nowMs: useNow() });
}
