import { publish } from '@tidings/event';

// A comment may speak of FROM event.events, see https://example.com/.
export const create = publish;
