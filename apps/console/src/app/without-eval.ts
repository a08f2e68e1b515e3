// Zod's schemas try to make functions of texts. The policy of the page says no, and the browser reports it. This is what
// `config({ jitless: true })` sets, without 4 kB of Zod before the first page.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
