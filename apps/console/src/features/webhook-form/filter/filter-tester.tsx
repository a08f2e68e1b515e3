import { Button, Checkbox, Select, Text } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { byCategory } from '../../catalog/example.ts';
import { isSelected, unmatched, type Selection } from '../../catalog/selection.ts';
import { versionAt } from '../../catalog/versions.ts';
import classes from './filter-editor.module.css';
import { FilterVerdict, FilterVerdictSkeleton } from './filter-verdict.tsx';
import { useTestFilter } from './use-test-filter.ts';
import { countedWords } from './verdict-words.ts';
import type { FilterObject } from './write-filter.ts';

interface FilterTesterProps {
  types: EventType[];
  selection: Selection;
  /** To which the webhook is pinned: its filter looks at data of that version. Empty: the newest. */
  apiVersion: string;
  /** Null while it cannot be read. */
  filter: FilterObject | null;
}

const BACKTESTED = 1000;

/** Tries the filter on the example of a type, and on the events that the account has had. */
export function FilterTester({ types, selection, apiVersion, filter }: FilterTesterProps) {
  const selected = types.filter((type) => isSelected(selection, type.name));
  const names = byCategory(selected.length > 0 ? selected : types).flatMap(([, members]) =>
    members.map((type) => type.name),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [onlyType, setOnlyType] = useState(false);
  const [tried, setTried] = useState<string | null>(null);
  const test = useTestFilter();
  const name = chosen !== null && names.includes(chosen) ? chosen : (names[0] ?? null);
  const gone = unmatched(
    selection,
    types.map((type) => type.name),
  );
  const subscribed = selection.filter((each) => !gone.includes(each));
  const versions = types.find((type) => type.name === name)?.versions ?? [];
  const sample = versionAt(versions, apiVersion || null)?.example;
  const input = {
    filter: filter ?? {},
    last: BACKTESTED,
    ...(apiVersion !== '' && { api_version: apiVersion }),
    ...(sample && { sample }),
    // What the webhook would get, unless one type is asked about.
    ...(onlyType && name !== null ? { type: name } : subscribed.length > 0 && { types: subscribed }),
  };
  const isOld = test.variables !== undefined && JSON.stringify(test.variables) !== JSON.stringify(input);
  const run = () => {
    setTried(name);
    test.mutate(input);
  };
  return (
    <section className={classes.tester} aria-label="Test the filter">
      <div className={classes.try}>
        <Select
          className={classes.type}
          label="Try it on the example of"
          data={names}
          value={name}
          onChange={setChosen}
          allowDeselect={false}
          searchable
        />
        <Checkbox
          size="xs"
          className={classes.only}
          label="Count past events of this type only"
          checked={onlyType}
          onChange={(event) => setOnlyType(event.currentTarget.checked)}
        />
        <Button variant="default" disabled={!filter} loading={test.isPending} onClick={run}>
          Test filter
        </Button>
      </div>
      {test.error && (
        <ErrorNotice error={test.error} doing="test the filter" kept="The filter is still here." />
      )}
      <div aria-live="polite" aria-busy={test.isPending || undefined}>
        {test.isPending ? (
          <FilterVerdictSkeleton />
        ) : test.data ? (
          <FilterVerdict
            tested={test.data}
            last={BACKTESTED}
            sampleType={tried}
            counted={countedWords(test.variables)}
            isOld={isOld}
          />
        ) : (
          <Text c="dimmed" mt={10}>
            Shows whether the example passes, and how many of the last 1,000 events of the types chosen would
            have. Nothing is sent.
          </Text>
        )}
      </div>
    </section>
  );
}
