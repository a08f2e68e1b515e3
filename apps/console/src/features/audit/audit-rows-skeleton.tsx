import { Skeleton, Table } from '@mantine/core';

import table from '../../ui/data-table.module.css';

const WIDTHS = [90, 140, 110, 160, 100, 130, 90, 150, 120, 110];

/** The rows as they will stand, without what is in them. */
export function AuditRowsSkeleton() {
  return WIDTHS.map((width, index) => (
    <Table.Tr key={index}>
      <Table.Td>
        <Skeleton height={12} width={62} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={width} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={width + 20} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={width} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={84} />
      </Table.Td>
      <Table.Td>
        <Skeleton height={12} width={32} ml="auto" />
      </Table.Td>
    </Table.Tr>
  ));
}
