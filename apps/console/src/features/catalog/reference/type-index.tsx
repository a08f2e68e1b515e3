import { Button, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';
import { useId } from 'react';

import { ChipButton } from '../../../ui/chip-button.tsx';
import table from '../../../ui/data-table.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { TypeName } from '../../../ui/type-name.tsx';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import whole from '../../../ui/whole-link.module.css';
import { byCategory } from '../example.ts';
import { matchesType } from '../match-type.ts';
import { Ticked } from '../ticked.tsx';
import { newestFirst } from '../versions.ts';
import classes from './reference.module.css';
import { TypeSearch } from './type-search.tsx';

/** Most have three lines. */
const ROW_HEIGHT = 80;
/** In so many frames what is drawn on the way has the height that it has. */
const FRAMES = 4;

interface TypeIndexProps {
  types: ShownEventType[];
  q: string;
  onQuery: (q: string) => void;
}

/** Where the keyboard goes on, too. Rows that are drawn for it may be higher than was expected, and push it away. */
function goTo(id: string): void {
  const heading = document.getElementById(id);
  const scroll = (frames: number) => {
    heading?.scrollIntoView({ block: 'start' });
    if (frames > 0) requestAnimationFrame(() => scroll(frames - 1));
  };
  scroll(FRAMES);
  heading?.focus({ preventScroll: true });
}

/** All types beside each other, so that they can be compared. */
export function TypeIndex({ types, q, onQuery }: TypeIndexProps) {
  const id = useId();
  const found = byCategory(types.filter((type) => matchesType(type, q.trim())));
  // By place: names in other alphabets have nothing that would tell their ids apart.
  const idOf = (place: number) => `${id}-${place}`;
  // The head of the table is a row, and so is that of each category.
  let rows = 1;
  const firstRows = found.map(([, members]) => {
    const first = rows + 1;
    rows += 1 + members.length;
    return first;
  });
  return (
    <>
      <div className={classes.tools}>
        <div className={classes.search}>
          <TypeSearch q={q} onQuery={onQuery} />
        </div>
        <div className={classes.jumps}>
          {found.map(([category, members], place) => (
            <ChipButton key={category} onClick={() => goTo(idOf(place))}>
              {`${category} ${members.length}`}
            </ChipButton>
          ))}
        </div>
      </div>
      {found.length === 0 ? (
        <EmptyState
          title="No event type matches"
          action={
            <Button variant="default" onClick={() => onQuery('')}>
              Clear the search
            </Button>
          }
        >
          None has all of “{q.trim()}” in its name, category, description or trigger.
        </EmptyState>
      ) : (
        <div className={table.frame}>
          <Table
            className={`${table.table} ${classes.comparison}`}
            aria-label="Event types"
            aria-rowcount={rows}
          >
            <Table.Thead>
              <Table.Tr aria-rowindex={1}>
                <Table.Th>Event</Table.Th>
                <Table.Th className={table.wide}>How often</Table.Th>
                <Table.Th className={table.wide}>Safe to retry</Table.Th>
                <Table.Th className={classes.roomy}>Objects</Table.Th>
                <Table.Th className={classes.roomy}>Found by</Table.Th>
                <Table.Th className={table.number}>Version</Table.Th>
              </Table.Tr>
            </Table.Thead>
            {found.map(([category, members], place) => (
              <TypeGroup
                key={category}
                id={idOf(place)}
                category={category}
                types={members}
                first={firstRows[place] ?? 2}
                q={q.trim()}
              />
            ))}
          </Table>
        </div>
      )}
    </>
  );
}

interface TypeGroupProps {
  /** Of its heading. */
  id: string;
  category: string;
  types: readonly ShownEventType[];
  /** Which row of the table it begins with, counted from 1. */
  first: number;
  q: string;
}

function TypeGroup({ id, category, types, first, q }: TypeGroupProps) {
  const ids = types.map(({ name }) => name);
  const drawn = useVirtualRows({ ids, rowHeight: ROW_HEIGHT, isPart: true });
  return (
    <Table.Tbody ref={drawn.ref} onFocus={drawn.onFocus}>
      <Table.Tr className={classes.group} aria-rowindex={first}>
        <Table.Th scope="rowgroup" colSpan={6}>
          <h2 className={classes.category} id={id} tabIndex={-1}>
            {category} <span className={classes.tally}>{types.length}</span>
          </h2>
        </Table.Th>
      </Table.Tr>
      <VirtualRows rows={types} drawn={drawn} as="tr">
        {(type, at) => <TypeRow key={type.name} type={type} index={first + 1 + at} q={q} />}
      </VirtualRows>
    </Table.Tbody>
  );
}

interface TypeRowProps {
  type: ShownEventType;
  index: number;
  q: string;
}

function TypeRow({ type, index, q }: TypeRowProps) {
  const versions = newestFirst(type.versions);
  return (
    <Table.Tr className={table.row} data-row={type.name} aria-rowindex={index}>
      <Table.Td>
        <Link
          to="/dashboard/settings/webhooks/events"
          search={{ type: type.name, ...(q && { q }) }}
          className={`${whole.link} ${classes.link}`}
        >
          <TypeName>{type.name}</TypeName>
        </Link>
        {type.deprecated && (
          <span className={classes.badge}>
            <StatusBadge tone="warning">Deprecated</StatusBadge>
          </span>
        )}
        <span className={classes.description}>
          <Ticked text={type.description} />
        </span>
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.dim}`}>
        <Ticked text={type.frequency} />
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.dim}`}>{type.retry_safe ? 'Yes' : 'No'}</Table.Td>
      <Table.Td className={`${table.dim} ${classes.roomy}`}>{type.objects.join(', ')}</Table.Td>
      <Table.Td className={`${table.dim} ${classes.roomy}`}>
        {Object.keys(type.facets).join(', ') || '–'}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim}`}>
        <span className={classes.newest}>{versions[0]?.version}</span>
        {versions.length > 1 && <span className={classes.more}>{versions.length} versions</span>}
      </Table.Td>
    </Table.Tr>
  );
}
