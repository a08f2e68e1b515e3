import { Skeleton, Table } from '@mantine/core';

import table from '../../ui/data-table.module.css';
import classes from './delivery-row.module.css';

const STATUS_WIDTHS = [60, 150, 60, 66, 60, 140, 60, 64];

export function DeliveryRowsSkeleton() {
  return STATUS_WIDTHS.map((width, index) => (
    <Table.Tr key={index} className={classes.row}>
      <Table.Td>
        <Skeleton height={11} width={62} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={110} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={120} />
      </Table.Td>
      <Table.Td>
        <Skeleton height={11} width={width} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={54} ml="auto" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={32} ml="auto" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={12} width={32} ml="auto" />
      </Table.Td>
    </Table.Tr>
  ));
}
