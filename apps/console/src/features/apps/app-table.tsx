import { Skeleton, Table } from '@mantine/core';
import type { App } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import { useTableRows } from '../../ui/use-table-rows.ts';
import { AppRow } from './app-row.tsx';
import classes from './app-row.module.css';

const NAME_WIDTHS = [130, 90, 160];

interface AppTableProps {
  /** Null while they load. */
  apps: readonly App[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
}

export function AppTable({ apps, isWhole }: AppTableProps) {
  const { drawn, table: told } = useTableRows({ ids: apps?.map(({ id }) => id) ?? null, isWhole });
  return (
    <RowsTable
      label="Apps"
      className={classes.apps}
      rows={apps}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>App</Table.Th>
          <Table.Th className={table.number}>Keys</Table.Th>
          <Table.Th className={table.number}>Webhooks</Table.Th>
          <Table.Th className={table.wide}>Installed by</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Installed</Table.Th>
        </>
      }
      skeleton={NAME_WIDTHS.map((width) => (
        <RowSkeleton key={width} width={width} />
      ))}
    >
      {(app, at) => <AppRow key={app.id} app={app} at={at} />}
    </RowsTable>
  );
}

function RowSkeleton({ width }: { width: number }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={190} maw="90%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={12} width={16} ml="auto" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={12} width={16} ml="auto" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={84} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={70} ml="auto" />
      </Table.Td>
      <Table.Td />
    </Table.Tr>
  );
}
