import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { Key } from '@tidings/identity/schema';

import { shortId } from '../../format/id.ts';
import table from '../../ui/data-table.module.css';
import { KeyRow } from './key-row.tsx';
import classes from './key-row.module.css';

const NAME_WIDTHS = [120, 160, 90, 140];

interface KeyTableProps {
  keys: Key[] | null;
  appNames: ReadonlyMap<string, string> | undefined;
}

export function KeyTable({ keys, appNames }: KeyTableProps) {
  const nameOf = (app: string | null) => (app === null ? null : (appNames?.get(app) ?? shortId(app)));
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="API keys" aria-busy={keys === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Key</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th className={table.wide}>Scopes</Table.Th>
            <Table.Th className={table.wide}>App</Table.Th>
            <Table.Th className={table.wide}>Made by</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Last used</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Expires</Table.Th>
            <Table.Th w={46}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys === null
            ? NAME_WIDTHS.map((width) => <RowSkeleton key={width} width={width} />)
            : keys.map((key) => <KeyRow key={key.id} apiKey={key} appName={nameOf(key.app_id)} />)}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function RowSkeleton({ width }: { width: number }) {
  return (
    <Table.Tr className={classes.row}>
      <Table.Td className={classes.identity}>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={100} />
      </Table.Td>
      <Table.Td>
        <Skeleton height={22} width={68} radius="xl" />
      </Table.Td>
      {[110, 60, 84, 70, 70].map((cell, index) => (
        <Table.Td key={index} className={table.wide}>
          <Skeleton height={12} width={cell} ml={index > 2 ? 'auto' : undefined} />
        </Table.Td>
      ))}
      <Table.Td className={classes.menu} />
    </Table.Tr>
  );
}
