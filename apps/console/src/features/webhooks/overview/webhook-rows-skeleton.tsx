import { Skeleton, Table } from '@mantine/core';

import table from '../../../ui/data-table.module.css';
import classes from './webhook-row.module.css';

const NAME_WIDTHS = [150, 110, 180, 130, 95];

export function WebhookRowsSkeleton() {
  return NAME_WIDTHS.map((width) => (
    <Table.Tr key={width} className={classes.row}>
      <Table.Td className={classes.identity}>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={width + 70} maw="90%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={22} width={68} radius="xl" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={70} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={84} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={34} width={150} maw="100%" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={48} ml="auto" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={42} ml="auto" />
      </Table.Td>
      <Table.Td className={`${table.wide} ${classes.last}`}>
        <Skeleton height={12} width={70} ml="auto" />
      </Table.Td>
      <Table.Td className={classes.menu} />
    </Table.Tr>
  ));
}
