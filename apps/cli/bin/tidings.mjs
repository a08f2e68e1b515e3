#!/usr/bin/env node
// `tidings`: as it was built where it is installed alone; in a clone the launcher, which also runs Tidings itself and finds a
// Node for the source. Plain JavaScript, for whatever Node there is.
import { existsSync } from 'node:fs';

const isClone = existsSync(new URL('../src/main.ts', import.meta.url));
await import(isClone ? '../../server/bin/tidings.mjs' : '../dist/main.js');
