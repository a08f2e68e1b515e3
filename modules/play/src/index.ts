export { inboxUrl } from './inbox.ts';
export { type Incoming, receive } from './receive.ts';
