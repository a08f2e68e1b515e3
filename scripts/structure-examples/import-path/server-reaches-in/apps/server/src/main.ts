const event = await import('../../../modules/event/src/index.ts');

export const verb = event.verb;
