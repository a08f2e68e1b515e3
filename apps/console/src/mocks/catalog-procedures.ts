import {
  compileFilter,
  failedClause,
  getEventTypeInput,
  listFacetValuesInput,
  parseFilter,
  testFilterInput,
  type FacetValue,
  type SchemaChange,
  type ShownEventType,
  type TestedFilter,
} from '@tidings/event/schema';
import { z } from 'zod';

import { isSelected } from '../features/catalog/selection.ts';
import { catalog } from './catalog.ts';
import { MockProblem } from './lookup.ts';

const withFields = z.object({
  properties: z.object({ object: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

/** Fields that came and went; the server compares whole schemas. */
function changesBetween(older: unknown, newer: unknown): SchemaChange[] {
  const [before, after] = [older, newer].map((each) =>
    Object.keys(withFields.parse(each).properties.object.properties),
  );
  const added = (after ?? []).filter((name) => !before?.includes(name));
  const removed = (before ?? []).filter((name) => !after?.includes(name));
  return [
    ...added.map((name) => ({
      path: `/object/${name}`,
      change: 'added' as const,
      text: 'New, and optional.',
      breaking: false,
    })),
    ...removed.map((name) => ({
      path: `/object/${name}`,
      change: 'removed' as const,
      text: 'Removed.',
      breaking: true,
    })),
  ];
}

const shown: ShownEventType[] = catalog.map((type) => {
  const versions = type.versions.toSorted((a, b) => b.version.localeCompare(a.version));
  return {
    ...type,
    validation: 'strict',
    versions: versions.map((version, index) => {
      const before = versions[index + 1];
      return { ...version, changes: before ? changesBetween(before.schema, version.schema) : [] };
    }),
  };
});

const VALUES: Record<string, [string, string | null][]> = {
  workspace: [
    ['ws_123', null],
    ['ws_kitchen', null],
  ],
  campaign: [
    ['cmp_123', 'October recipes'],
    ['cmp_124', 'Welcome'],
    ['cmp_125', null],
  ],
  tag: [
    ['vip', null],
    ['  sp ', null],
    ['newsletter', null],
    ['customer', null],
  ],
};

function facetValues(input: unknown) {
  const { name, q } = listFacetValuesInput.parse(input);
  const data: FacetValue[] = (VALUES[name] ?? [])
    .filter(([value, label]) => `${value} ${label ?? ''}`.toLowerCase().includes(q?.toLowerCase() ?? ''))
    .map(([value, label]) => ({ value, label, seen_at: '2026-11-20T14:00:00.000Z' }));
  return { data, has_more: false, next_cursor: null };
}

function tested(input: unknown): TestedFilter {
  const { filter: given, sample, type, types = ['*'] } = testFilterInput.parse(input);
  const { filter } = parseFilter(given);
  if (!filter) throw new MockProblem(422, 'The filter cannot be read.');
  const passes = compileFilter(filter);
  const examples = catalog
    .filter((each) => (type === undefined ? isSelected(types, each.name) : each.name === type))
    .map((each) => each.versions[0]?.example);
  const failed = sample === undefined ? null : failedClause(filter, sample);
  return {
    matches: sample === undefined ? null : failed === null,
    failed_clause: failed,
    backtest: { tested: examples.length, matched: examples.filter((each) => passes(each)).length },
  };
}

export const catalogProcedures: Record<string, (input: unknown) => unknown> = {
  'eventTypes.list': () => ({ data: shown, has_more: false, next_cursor: null }),
  'eventTypes.get': (input) => {
    const { name } = getEventTypeInput.parse(input);
    const found = shown.find((type) => type.name === name);
    if (!found) throw new MockProblem(404, 'There is no such event type.');
    return found;
  },
  'facets.list': facetValues,
  'filters.test': tested,
};
