import { Skeleton, Table } from '@mantine/core';

import table from '../../ui/data-table.module.css';

const ABOUT_WIDTHS = [190, 240, 160, 210, 250, 180, 220, 170, 200, 230];

/** The rows as they will stand, without what is in them. */
export function EventRowsSkeleton({ hasAbout }: { hasAbout: boolean }) {
  return ABOUT_WIDTHS.map((width, index) => (
    <Table.Tr key={index}>
      <Table.Td>
        <Skeleton height={12} width={62} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={11} width={118} />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={width / 2} />
      </Table.Td>
      {hasAbout && (
        <Table.Td className={table.wide}>
          <Skeleton height={12} width={width} />
        </Table.Td>
      )}
      <Table.Td>
        <Skeleton height={12} width={32} ml="auto" />
      </Table.Td>
    </Table.Tr>
  ));
}
