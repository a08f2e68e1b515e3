import type { EventType } from '@tidings/event/schema';

// Straight from the shipped catalog, so that offline work shows the same names and examples.
const files = import.meta.glob<EventType>('../../../../modules/event/catalog/*.json', {
  eager: true,
  import: 'default',
});

export const catalog: EventType[] = Object.values(files);
