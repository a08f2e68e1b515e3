export const PURGE = 'DELETE FROM event.events';
