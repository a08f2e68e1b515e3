/** What the address of the form may name; apart from what the form says, as addresses are read on every page. */
export const STEPS = ['basics', 'events', 'filters', 'security', 'review'] as const;
export type Step = (typeof STEPS)[number];
