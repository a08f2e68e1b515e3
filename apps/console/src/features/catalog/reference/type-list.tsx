import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';
import { useLayoutEffect, useRef } from 'react';

import { itemProps } from '../../../ui/row-props.ts';
import { TypeName } from '../../../ui/type-name.tsx';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import { byCategory } from '../example.ts';
import { matchesType } from '../match-type.ts';
import classes from './reference.module.css';
import { TypeSearch } from './type-search.tsx';

const ROW_HEIGHT = 26;

interface TypeListProps {
  types: ShownEventType[];
  current: string;
  q: string;
  onQuery: (q: string) => void;
}

/** The way from one type to the next, beside what is read. */
export function TypeList({ types, current, q, onQuery }: TypeListProps) {
  const found = byCategory(types.filter((type) => matchesType(type, q.trim())));
  const list = useRef<HTMLElement>(null);
  // Whoever comes by a link sees where in the list they are; what shows already stays where it is.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav ref={list} className={classes.list} aria-label="Event types">
      <TypeSearch q={q} onQuery={onQuery} />
      {found.map(([category, members]) => (
        <div key={category}>
          <div className={classes.heading}>
            {category} <span className={classes.tally}>{members.length}</span>
          </div>
          <TypeLinks types={members} current={current} q={q.trim()} />
        </div>
      ))}
      {found.length === 0 && <p className={classes.nothing}>No event type matches.</p>}
    </nav>
  );
}

interface TypeLinksProps {
  types: readonly ShownEventType[];
  current: string;
  q: string;
}

function TypeLinks({ types, current, q }: TypeLinksProps) {
  const ids = types.map(({ name }) => name);
  const drawn = useVirtualRows({ ids, rowHeight: ROW_HEIGHT, open: current, isPart: true });
  return (
    <ul ref={drawn.ref} className={classes.names} onFocus={drawn.onFocus}>
      <VirtualRows rows={types} drawn={drawn} as="li">
        {({ name }, at) => (
          <li key={name} {...itemProps(name, at, types.length)}>
            <Link
              to="/dashboard/settings/webhooks/events"
              search={{ type: name, ...(q && { q }) }}
              className={classes.name}
              aria-current={name === current ? 'page' : undefined}
            >
              <TypeName>{name}</TypeName>
            </Link>
          </li>
        )}
      </VirtualRows>
    </ul>
  );
}
