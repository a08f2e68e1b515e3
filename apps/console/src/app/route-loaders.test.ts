import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROUTES = join(import.meta.dirname, '..', 'routes', '_console');
/** They show nothing that is asked for: a page that is not there, and what frames the pages of a webhook. */
const WITHOUT_DATA = ['$.tsx', 'dashboard.settings.webhooks.$id.tsx'];

it('lets every page of the console ask for its data while its code is on the way', () => {
  const asksLate = readdirSync(ROUTES).filter((file) => {
    const text = readFileSync(join(ROUTES, file), 'utf8');
    return /\bcomponent:/.test(text) && !/\bloader:/.test(text);
  });
  expect(asksLate.toSorted()).toEqual(WITHOUT_DATA);
});
