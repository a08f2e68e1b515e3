import type { ShownEventType } from '@tidings/event/schema';
import { describe, expect, it } from 'vitest';

import { sampleBody } from './sample-body.ts';
import { allVersions, changesSince, versionAt } from './versions.ts';

const CHANGE = {
  path: '/object/status',
  change: 'added',
  text: 'New, and optional.',
  breaking: false,
} as const;

function typeOf(name: string, ...versions: string[]): ShownEventType {
  return {
    name,
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
    related_url: 'https://app.example.com/tags/{object.id}',
    versions: versions.map((version) => ({
      version,
      schema: {},
      example: { object: { object: 'tag', id: 'tag_1', name: version } },
      changes: [CHANGE],
    })),
  };
}

const CREATED = typeOf('tag.created', '2026-11-01', '2026-06-01');
const TYPES = [CREATED, typeOf('tag.deleted', '2026-08-01')];

describe('a pin', () => {
  it('gets the newest version that is not newer, or the oldest', () => {
    const sent = ['2026-11-01', '2026-08-01', '2020-01-01', null].map(
      (pin) => versionAt(CREATED.versions, pin)?.version,
    );
    expect(sent).toEqual(['2026-11-01', '2026-06-01', '2026-06-01', '2026-11-01']);
    expect(allVersions(TYPES)).toEqual(['2026-11-01', '2026-08-01', '2026-06-01']);
  });

  it('is told what the newer versions of the selected types change', () => {
    const since = (pin: string) =>
      changesSince(TYPES, ['*'], pin).map(({ type, version }) => `${type} ${version}`);
    expect(since('2026-06-01')).toEqual(['tag.created 2026-11-01']);
    expect(since('2026-08-01')).toEqual(['tag.created 2026-11-01']);
    expect(since('2026-11-01')).toEqual([]);
    expect(changesSince(TYPES, ['tag.deleted'], '2026-06-01')).toEqual([]);
  });
});

describe('a sample body', () => {
  it('is of the version that is pinned, and thin where that is wanted', () => {
    expect(JSON.parse(sampleBody(CREATED, { pin: '2026-08-01', style: 'snapshot' }))).toMatchObject({
      api_version: '2026-06-01',
      data: { object: { name: '2026-06-01' } },
    });
    expect(JSON.parse(sampleBody(CREATED, { pin: null, style: 'thin' }))).toMatchObject({
      api_version: '2026-11-01',
      data: { object: { object: 'tag', id: 'tag_1' }, related_url: 'https://app.example.com/tags/tag_1' },
    });
  });
});
