import { Skeleton } from '@mantine/core';

import table from '../../../ui/data-table.module.css';

const NAME_WIDTHS = [150, 110, 180, 130, 95];

export function WebhookRowsSkeleton() {
  return NAME_WIDTHS.map((width) => (
    <tr key={width}>
      <td>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={width + 70} maw="90%" />
      </td>
      <td>
        <Skeleton height={22} width={68} radius="xl" />
      </td>
      <td className={table.wide}>
        <Skeleton height={12} width={70} />
      </td>
      <td className={table.wide}>
        <Skeleton height={12} width={84} />
      </td>
      <td className={table.wide}>
        <Skeleton height={34} width={150} maw="100%" />
      </td>
      <td className={table.wide}>
        <Skeleton height={12} width={48} ml="auto" />
      </td>
      <td className={table.wide}>
        <Skeleton height={12} width={42} ml="auto" />
      </td>
      <td className={table.wide}>
        <Skeleton height={12} width={70} ml="auto" />
      </td>
      <td />
    </tr>
  ));
}
