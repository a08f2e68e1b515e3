import type { Webhook } from '@tidings/endpoint/schema';

export const STYLE_WORDS: Record<Webhook['payload_style'], string> = {
  snapshot: 'Snapshot: all of the data',
  thin: 'Thin: what the event is about, and where to read it',
};
