import { Checkbox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { EventType } from '@tidings/event/schema';
import { useId, useState } from 'react';

import { CategoryTypes } from './category-types.tsx';
import classes from './event-selector.module.css';

interface EventCategoryProps {
  category: string;
  /** Those that show. */
  types: EventType[];
  /** Those that there are. */
  all: EventType[];
  selected: ReadonlySet<string>;
  openAtFirst: boolean;
  /** While people search, everything that was found shows. */
  searching: boolean;
  onToggle: (types: string[], on: boolean) => void;
  onSample: (type: string) => void;
}

export function EventCategory({
  category,
  types,
  all,
  selected,
  openAtFirst,
  searching,
  onToggle,
  onSample,
}: EventCategoryProps) {
  const [opened, setOpened] = useState(openAtFirst);
  const listId = useId();
  const open = opened || searching;
  const names = types.map((type) => type.name);
  const on = names.filter((name) => selected.has(name)).length;
  const onOfAll = all.filter(({ name }) => selected.has(name)).length;
  return (
    <div className={classes.category}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpened(!open)}
        >
          <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
          <bdi>{category}</bdi>
          <span className={classes.tally}>
            {searching && `${names.length} found, `}
            {onOfAll} of {all.length}
            {searching && ' selected'}
          </span>
        </button>
        <Checkbox
          size="xs"
          aria-label={searching ? `All found events of ${category}` : `All events of ${category}`}
          checked={on === names.length}
          indeterminate={on > 0 && on < names.length}
          onChange={(event) => onToggle(names, event.currentTarget.checked)}
        />
      </div>
      {open && (
        <CategoryTypes
          id={listId}
          types={types}
          selected={selected}
          onToggle={onToggle}
          onSample={onSample}
        />
      )}
    </div>
  );
}
