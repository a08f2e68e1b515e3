import { Button, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';
import { useId } from 'react';

import { ChipButton } from '../../../ui/chip-button.tsx';
import table from '../../../ui/data-table.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import whole from '../../../ui/whole-link.module.css';
import { byCategory } from '../example.ts';
import { matchesType } from '../match-type.ts';
import { Ticked } from '../ticked.tsx';
import { newestFirst } from '../versions.ts';
import classes from './reference.module.css';
import { TypeSearch } from './type-search.tsx';

interface TypeIndexProps {
  types: ShownEventType[];
  q: string;
  onQuery: (q: string) => void;
}

/** Where the keyboard goes on, too. */
function goTo(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** All types beside each other, so that they can be compared. */
export function TypeIndex({ types, q, onQuery }: TypeIndexProps) {
  const id = useId();
  const found = byCategory(types.filter((type) => matchesType(type, q.trim())));
  const idOf = (category: string) => `${id}-${category.replaceAll(/\W+/g, '-')}`;
  return (
    <>
      <div className={classes.tools}>
        <div className={classes.search}>
          <TypeSearch q={q} onQuery={onQuery} />
        </div>
        <div className={classes.jumps}>
          {found.map(([category, members]) => (
            <ChipButton key={category} onClick={() => goTo(idOf(category))}>
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
          <Table className={`${table.table} ${classes.comparison}`} aria-label="Event types">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Event</Table.Th>
                <Table.Th className={table.wide}>How often</Table.Th>
                <Table.Th className={table.wide}>Safe to retry</Table.Th>
                <Table.Th className={classes.roomy}>Objects</Table.Th>
                <Table.Th className={classes.roomy}>Found by</Table.Th>
                <Table.Th className={table.number}>Version</Table.Th>
              </Table.Tr>
            </Table.Thead>
            {found.map(([category, members]) => (
              <Table.Tbody key={category}>
                <Table.Tr className={classes.group}>
                  <Table.Th scope="rowgroup" colSpan={6}>
                    <h2 className={classes.category} id={idOf(category)} tabIndex={-1}>
                      {category} <span className={classes.tally}>{members.length}</span>
                    </h2>
                  </Table.Th>
                </Table.Tr>
                {members.map((type) => (
                  <TypeRow key={type.name} type={type} q={q.trim()} />
                ))}
              </Table.Tbody>
            ))}
          </Table>
        </div>
      )}
    </>
  );
}

function TypeRow({ type, q }: { type: ShownEventType; q: string }) {
  const versions = newestFirst(type.versions);
  return (
    <Table.Tr className={table.row}>
      <Table.Td className={classes.type}>
        <Link
          to="/dashboard/settings/webhooks/events"
          search={{ type: type.name, ...(q && { q }) }}
          className={`${whole.link} ${classes.link}`}
        >
          {type.name}
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
      <Table.Td className={`${table.wide} ${table.dim} ${classes.often}`}>
        <Ticked text={type.frequency} />
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.dim}`}>{type.retry_safe ? 'Yes' : 'No'}</Table.Td>
      <Table.Td className={`${table.dim} ${classes.roomy}`}>{type.objects.join(', ')}</Table.Td>
      <Table.Td className={`${table.dim} ${classes.roomy} ${classes.found}`}>
        {Object.keys(type.facets).join(', ') || '–'}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim}`}>
        <span className={classes.newest}>{versions[0]?.version}</span>
        {versions.length > 1 && <span className={classes.more}>{versions.length} versions</span>}
      </Table.Td>
    </Table.Tr>
  );
}
