import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { App } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { useTableRows } from '../../ui/use-table-rows.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
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
    <div className={table.frame}>
      <Table className={`${table.table} ${classes.apps}`} aria-label="Apps" {...told}>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            <Table.Th>App</Table.Th>
            <Table.Th className={table.number}>Keys</Table.Th>
            <Table.Th className={table.number}>Webhooks</Table.Th>
            <Table.Th className={table.wide}>Installed by</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Installed</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {apps === null ? (
            NAME_WIDTHS.map((width) => <RowSkeleton key={width} width={width} />)
          ) : (
            <VirtualRows rows={apps} drawn={drawn} as="tr">
              {(app, at) => <AppRow key={app.id} app={app} at={at} />}
            </VirtualRows>
          )}
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
      <Table.Td className={classes.menu} />
    </Table.Tr>
  );
}
