import type { EventType } from '@tidings/event/schema';
import { expect, it } from 'vitest';

import { publishCurl } from './publish-curl.ts';

const type: EventType = {
  name: 'tag.created',
  category: 'Tag',
  description: '',
  trigger: '',
  frequency: '',
  retry_safe: true,
  use_cases: [],
  related: [],
  objects: [],
  facets: {},
  validation: 'strict',
  versions: [{ version: '2026-11-01', schema: {}, example: { object: { name: "it's" } } }],
};

it('publishes the example of a type as the shell takes it, and holds no key', () => {
  const command = publishCurl(type, { origin: 'https://tidings.example.com', accountId: 'acct_1' });
  expect(command).toContain("curl -X POST 'https://tidings.example.com/api/v1/events' \\\n");
  expect(command).toContain('Bearer $TIDINGS_SERVICE_KEY"');
  expect(command).toContain("'tidings-account: acct_1'");
  expect(command).toContain(String.raw`"name": "it'\''s"`);
});
