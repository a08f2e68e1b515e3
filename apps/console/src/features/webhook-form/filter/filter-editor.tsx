import { Text } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';

import { listWords } from '../../../format/duration.ts';
import type { Selection } from '../../catalog/selection.ts';
import { FacetPicker } from './facet-picker.tsx';
import { choicesOf } from './facets.ts';
import classes from './filter-editor.module.css';
import { readFilterText } from './filter-text.ts';
import { FilterTester } from './filter-tester.tsx';
import { FilterJson } from './filter-json.tsx';
import { clausesBeyond, readPick, writePick, type FacetPick } from './picks.ts';
import { writeFilterText } from './write-filter.ts';

interface FilterEditorProps {
  types: EventType[];
  selection: Selection;
  apiVersion: string;
  text: string;
  error: string | null;
  onChange: (text: string) => void;
}

const NO_PICK: FacetPick = { state: 'none', values: [], paths: [] };

/** One filter in two views: pickers for what people choose by most, and JSON for all that it can say. */
export function FilterEditor({ types, selection, apiVersion, text, error, onChange }: FilterEditorProps) {
  const { filter, faults } = readFilterText(text);
  const facets = choicesOf(types, selection);
  const beyond = filter ? clausesBeyond(filter, facets) : [];
  return (
    <div>
      <div className={classes.views}>
        <div className={classes.pickers}>
          {facets.map((facet) => (
            <FacetPicker
              key={facet.name}
              facet={facet}
              pick={filter ? readPick(filter, facet) : NO_PICK}
              disabled={!filter}
              onPick={(values) => filter && onChange(writeFilterText(writePick(filter, facet, values)))}
            />
          ))}
          {facets.length === 0 && (
            <Text c="dimmed">
              The selected events have no workspace, campaign or tag to choose by. Write the filter as JSON.
            </Text>
          )}
          <Text size="xs" c="dimmed" aria-live="polite">
            {faults
              ? 'The filter has a fault. You can pick again when it is corrected; nothing of it is lost.'
              : beyond.length > 0
                ? `Also in the filter, to be seen in the JSON: ${listWords(beyond)}.`
                : ''}
          </Text>
        </div>
        <FilterJson text={text} faults={faults ?? []} refusal={error} onChange={onChange} />
      </div>
      <FilterTester types={types} selection={selection} apiVersion={apiVersion} filter={filter ?? null} />
    </div>
  );
}
