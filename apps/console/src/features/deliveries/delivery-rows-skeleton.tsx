import { Skeleton, Table } from '@mantine/core';

import table from '../../ui/data-table.module.css';

const TYPE_WIDTHS = [120, 96, 140, 110, 128, 90, 120, 104, 132, 98];

/** The rows as they will stand, without what is in them. */
export function DeliveryRowsSkeleton() {
  return TYPE_WIDTHS.map((width, index) => (
    <Table.Tr key={index}>
      <Table.Td>
        <Skeleton height={12} width={62} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={118} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={width} />
      </Table.Td>
      <Table.Td>
        <Skeleton height={20} width={84} radius={10} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={28} />
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
