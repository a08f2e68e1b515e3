import { vi } from 'vitest';

// Before each file of a worker that goes on to the next one: libraries stay loaded, which takes longer than most files do,
// and our own modules are loaded anew. Hooks last, and what one file connects is nothing to the next.
vi.resetModules();
// Nor are the globals that one file puts in the place of others; not before each test, since modules read them as they load.
vi.unstubAllGlobals();
