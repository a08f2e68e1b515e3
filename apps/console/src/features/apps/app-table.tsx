import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { App } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { AppRow } from './app-row.tsx';
import classes from './app-row.module.css';

const NAME_WIDTHS = [130, 90, 160];

export function AppTable({ apps }: { apps: App[] | null }) {
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="Apps" aria-busy={apps === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>App</Table.Th>
            <Table.Th className={table.number}>Keys</Table.Th>
            <Table.Th className={table.number}>Webhooks</Table.Th>
            <Table.Th className={table.wide}>Installed by</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Installed</Table.Th>
            <Table.Th w={46}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {apps === null
            ? NAME_WIDTHS.map((width) => <RowSkeleton key={width} width={width} />)
            : apps.map((app) => <AppRow key={app.id} app={app} />)}
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
