import { Group, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { EventType } from '@tidings/event/schema';
import { useId, useState } from 'react';

import { counted } from '../../format/number.ts';
import { ChipButton } from '../../ui/chip-button.tsx';
import { Mono } from '../../ui/mono.tsx';
import { EventCategory } from './event-category.tsx';
import classes from './event-selector.module.css';
import { byCategory } from './example.ts';
import { matchesType } from './match-type.ts';
import { SamplePayloadsModal } from './sample-payloads-modal.tsx';
import { selectedTypes, setTypes, unmatched } from './selection.ts';

interface EventSelectorProps {
  types: EventType[];
  selection: string[];
  error: string | null;
  onChange: (selection: string[]) => void;
}

export function EventSelector({ types, selection, error, onChange }: EventSelectorProps) {
  const errorId = useId();
  const [query, setQuery] = useState('');
  const [samples, samplesModal] = useDisclosure(false);
  const [sampled, setSampled] = useState<string | null>(null);
  const names = types.map((type) => type.name);
  const selected = new Set(selectedTypes(selection, names));
  const searching = query.trim() !== '';
  const categories = new Map(byCategory(types));
  const found = byCategory(types.filter((type) => matchesType(type, query.trim())));
  const foundNames = found.flatMap(([, members]) => members.map((type) => type.name));
  const ordered = [...categories.values()].flat();
  const gone = unmatched(selection, names);
  const showSample = (type: string | null) => {
    setSampled(type);
    samplesModal.open();
  };
  const toggle = (changed: string[], on: boolean) => onChange(setTypes(selection, changed, on, names));

  return (
    <div className={classes.selector}>
      <Group gap={8} mb={10}>
        <TextInput
          type="search"
          aria-label="Search events"
          aria-describedby={error ? errorId : undefined}
          // What is missing is found by it; a search itself has no fault.
          data-faulty={error ? true : undefined}
          placeholder="Search events"
          leftSection={<IconSearch size={15} aria-hidden />}
          className={classes.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          // Searching is no step forward.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        {searching ? (
          <ChipButton onClick={() => toggle(foundNames, true)}>Select those found</ChipButton>
        ) : (
          <ChipButton onClick={() => onChange(['*'])}>Select all</ChipButton>
        )}
        {!searching && names.some((name) => name.startsWith('email.')) && (
          <ChipButton onClick={() => onChange(['email.*'])}>Email events only</ChipButton>
        )}
        {searching ? (
          <ChipButton onClick={() => toggle(foundNames, false)}>Clear those found</ChipButton>
        ) : (
          <ChipButton onClick={() => onChange([])}>Clear all</ChipButton>
        )}
      </Group>
      {error && (
        <p id={errorId} role="alert" className={classes.error}>
          {error}
        </p>
      )}
      {gone.length > 0 && (
        <div className={classes.unmatched}>
          The catalog no longer has <Mono>{gone.join(', ')}</Mono>, so it cannot be saved.{' '}
          <button
            type="button"
            className={classes.samples}
            onClick={() => onChange(selection.filter((each) => !gone.includes(each)))}
          >
            Leave it out
          </button>
        </div>
      )}
      {found.map(([category, members], index) => (
        <EventCategory
          key={category}
          category={category}
          types={members}
          all={categories.get(category) ?? members}
          selected={selected}
          openAtFirst={index === 0}
          searching={searching}
          onToggle={toggle}
          onSample={showSample}
        />
      ))}
      {found.length === 0 && (
        <Text c="dimmed">
          {searching ? (
            <>
              No event has “<bdi>{query.trim()}</bdi>” in its name or description.
            </>
          ) : (
            'The catalog has no event types yet. Those who publish events add them.'
          )}
        </Text>
      )}
      <div className={classes.foot}>
        <span aria-live="polite" className={classes.count}>
          {`${counted(selected.size, 'event')} selected.${selection.includes('*') ? ' Types that are added later are included.' : ''}`}
        </span>{' '}
        <button
          type="button"
          className={classes.samples}
          onClick={() => showSample(ordered.find((type) => selected.has(type.name))?.name ?? null)}
        >
          View sample payloads
        </button>
      </div>
      <SamplePayloadsModal
        types={ordered}
        chosen={sampled}
        opened={samples}
        onChoose={setSampled}
        onClose={samplesModal.close}
      />
    </div>
  );
}
