import { Skeleton, Table } from '@mantine/core';
import type { Key } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import { useTableRows } from '../../ui/use-table-rows.ts';
import { KeyApp } from './key-app.tsx';
import { KeyRow } from './key-row.tsx';
import classes from './key-row.module.css';

const NAME_WIDTHS = [120, 160, 90, 140];

interface KeyTableProps {
  keys: readonly Key[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
  appNames: ReadonlyMap<string, string> | undefined;
}

export function KeyTable({ keys, isWhole, appNames }: KeyTableProps) {
  const { drawn, table: told } = useTableRows({ ids: keys?.map(({ id }) => id) ?? null, isWhole });
  return (
    <RowsTable
      label="API keys"
      className={classes.keys}
      rows={keys}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>Key</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th className={table.wide}>Scopes</Table.Th>
          <Table.Th className={table.wide}>App</Table.Th>
          <Table.Th className={table.wide}>Made by</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Last used</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Expires</Table.Th>
        </>
      }
      skeleton={NAME_WIDTHS.map((width) => (
        <RowSkeleton key={width} width={width} />
      ))}
    >
      {(key, at) => (
        <KeyRow key={key.id} apiKey={key} at={at} app={<KeyApp apiKey={key} appNames={appNames} />} />
      )}
    </RowsTable>
  );
}

function RowSkeleton({ width }: { width: number }) {
  return (
    <Table.Tr>
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
      <Table.Td />
    </Table.Tr>
  );
}
