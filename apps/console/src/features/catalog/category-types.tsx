import { Checkbox } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';

import { itemProps } from '../../ui/row-props.ts';
import { TypeName } from '../../ui/type-name.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import classes from './event-selector.module.css';
import { Ticked } from './ticked.tsx';

/** Where its description stands beside it. */
const ROW_HEIGHT = 34;

interface CategoryTypesProps {
  id: string;
  types: readonly EventType[];
  selected: ReadonlySet<string>;
  onToggle: (types: string[], on: boolean) => void;
  onSample: (type: string) => void;
}

/** The types of a category that is open: a search may open all of them, with hundreds of types. */
export function CategoryTypes({ id, types, selected, onToggle, onSample }: CategoryTypesProps) {
  const ids = types.map(({ name }) => name);
  const drawn = useVirtualRows({ ids, rowHeight: ROW_HEIGHT, isPart: true });
  return (
    <ul id={id} ref={drawn.ref} className={classes.list} onFocus={drawn.onFocus}>
      <VirtualRows rows={types} drawn={drawn} as="li">
        {(type, at) => (
          <li key={type.name} className={classes.type} {...itemProps(type.name, at, types.length)}>
            <label className={classes.choice}>
              <Checkbox
                size="xs"
                checked={selected.has(type.name)}
                onChange={(event) => onToggle([type.name], event.currentTarget.checked)}
              />
              <span className={classes.name}>
                <TypeName>{type.name}</TypeName>
              </span>
              <span className={classes.description}>
                {type.deprecated && <span className={classes.deprecated}>Deprecated. </span>}
                <bdi>
                  <Ticked text={type.description} />
                </bdi>
              </span>
            </label>
            <button
              type="button"
              className={classes.sample}
              aria-label={`Sample payload of ${type.name}`}
              onClick={() => onSample(type.name)}
            >
              Sample
            </button>
          </li>
        )}
      </VirtualRows>
    </ul>
  );
}
