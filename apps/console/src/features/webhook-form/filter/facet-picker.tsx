import { Button, MultiSelect, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type KeyboardEvent } from 'react';

import { counted } from '../../../format/number.ts';
import { facetOptions } from './facet-options.ts';
import classes from './filter-editor.module.css';
import type { Facet } from './facets.ts';
import { typesLeftOut, type FacetPick } from './picks.ts';
import { useFacetValues } from './use-facet-values.ts';

interface FacetPickerProps {
  facet: Facet;
  pick: FacetPick;
  /** The filter cannot be read just now. */
  disabled: boolean;
  onPick: (values: string[]) => void;
}

const TYPING_MS = 250;
const NAMED_MOST = 3;

function namesOf(types: readonly string[]): string {
  const rest = types.length - NAMED_MOST;
  return types.slice(0, NAMED_MOST).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Chooses among the values that events have had: any of them lets an event through. */
export function FacetPicker({ facet, pick, disabled, onPick }: FacetPickerProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [touched, setTouched] = useState(pick.state === 'chosen');
  const seen = useFacetValues(facet.name, q, touched);
  const beyond = pick.state === 'beyond';
  const noun = facet.label.toLowerCase();
  const leftOut = typesLeftOut(facet, pick);
  const elsewhere = leftOut.filter((type) => !facet.types.get(null)?.includes(type));
  const offered = facetOptions(pick.values, seen.data?.data ?? [], q);
  const take = (event: KeyboardEvent<HTMLInputElement>) => {
    const words = typed.trim();
    const own = seen.data?.data.find(({ label }) => label === words)?.value ?? words;
    const isOnOption = event.currentTarget.hasAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || isOnOption) return;
    // Nor does it send the form.
    event.preventDefault();
    if (own !== '' && !pick.values.includes(own)) onPick([...pick.values, own]);
    setTyped('');
  };
  return (
    <div>
      <MultiSelect
        label={facet.label}
        placeholder={pick.values.length === 0 && !beyond ? 'Any' : undefined}
        data={offered}
        value={pick.values}
        onChange={onPick}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        onFocus={() => setTouched(true)}
        onKeyDown={take}
        // The server has searched already, also in what is not shown.
        filter={({ options }) => options}
        nothingFoundMessage={
          seen.error
            ? 'The values could not be loaded. Type one and choose it.'
            : seen.isFetching || !touched
              ? 'Looking for values…'
              : `No event has had a ${noun} yet. Type one and choose it.`
        }
        disabled={disabled || beyond}
        description={beyond ? 'The JSON says more about it than can be picked here.' : undefined}
        clearable
        hidePickedOptions
        classNames={{ inputField: classes.typed }}
      />
      {leftOut.length > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          Events of {counted(leftOut.length, 'selected type')} never pass, since they have no {noun} where
          this looks: {namesOf(leftOut)}.{' '}
          {elsewhere.length > 0 && (
            <Button variant="subtle" size="compact-xs" px={4} onClick={() => onPick(pick.values)}>
              Look in {namesOf(elsewhere)} too
            </Button>
          )}
        </Text>
      )}
    </div>
  );
}
