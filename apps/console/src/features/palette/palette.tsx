import { VisuallyHidden } from '@mantine/core';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';

import { findItems, type PaletteItem } from './find-items.ts';
import classes from './palette.module.css';
import { takeKeys } from './typed-ahead.ts';
import { useItems } from './use-items.ts';
import { useNothingWords } from './use-nothing-words.ts';

/** Where the keys lead from an option, of so many. */
const STEPS: Record<string, (at: number, all: number) => number> = {
  ArrowDown: (at, all) => (at + 1) % all,
  ArrowUp: (at, all) => (at - 1 + all) % all,
};

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** A box to type into, and what is found: a combobox by the ARIA Authoring Practices, whose list is always open. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  // Closed before it had the focus.
  useEffect(() => () => void takeKeys(), []);
  const found = findItems(useItems(typed), typed);
  const nothing = useNothingWords();
  const at = Math.min(chosen, found.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = STEPS[event.key];
    if (event.key === 'Enter') run(found[at]);
    else if (step && found.length > 0) setChosen(step(at, found.length));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        data-autofocus
        data-mantine-stop-propagation
        className={classes.input}
        type="text"
        role="combobox"
        aria-label="Search pages, webhooks and actions"
        aria-expanded
        aria-controls={`${id}-found`}
        aria-activedescendant={found.length > 0 ? optionId(at) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder="Page, webhook, event id or action"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
        onFocus={() => {
          const keys = takeKeys();
          if (keys !== '') setTyped(keys);
        }}
        onKeyDown={press}
      />
      <div id={`${id}-found`} role="listbox" aria-label="Found" className={classes.found}>
        {found.map((item, index) => (
          <div key={item.id} role="presentation">
            {item.group !== found[index - 1]?.group && (
              <div role="presentation" className={classes.group}>
                {item.group}
              </div>
            )}
            <div
              id={optionId(index)}
              ref={index === at ? intoView : undefined}
              role="option"
              aria-selected={index === at}
              className={classes.option}
              onPointerMove={() => setChosen(index)}
              onClick={() => run(item)}
            >
              <bdi className={classes.label}>{item.label}</bdi>
              {item.detail !== undefined && <span className={classes.detail}>{item.detail}</span>}
            </div>
          </div>
        ))}
      </div>
      <p role="status" className={found.length > 0 ? VisuallyHidden.classes.root : classes.nothing}>
        {found.length > 0 ? `${found.length} found` : nothing}
      </p>
    </>
  );
}
