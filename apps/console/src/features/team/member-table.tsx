import { Skeleton, Table } from '@mantine/core';
import type { Member } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import { useTableRows } from '../../ui/use-table-rows.ts';
import { MemberRow } from './member-row.tsx';
import classes from './member-row.module.css';

interface MemberTableProps {
  /** Null while they load. */
  members: readonly Member[] | null;
  /** Whether there are no more of them. */
  isWhole: boolean;
}

export function MemberTable({ members, isWhole }: MemberTableProps) {
  const ids = members?.map(({ user_id: id }) => id) ?? null;
  const { drawn, table: told } = useTableRows({ ids, isWhole });
  return (
    <RowsTable
      label="Members"
      className={classes.members}
      rows={members}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>Member</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th className={table.wide}>Second factor</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Last seen</Table.Th>
          <Table.Th className={`${table.number} ${table.wide}`}>Since</Table.Th>
        </>
      }
      skeleton={<RowsSkeleton />}
    >
      {(member, at) => <MemberRow key={member.user_id} member={member} at={at} />}
    </RowsTable>
  );
}

function RowsSkeleton() {
  return [130, 100].map((width) => (
    <Table.Tr key={width}>
      <Table.Td>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={width + 40} maw="90%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={34} radius="md" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={22} width={50} radius="xl" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={70} ml="auto" />
      </Table.Td>
      <Table.Td className={table.wide}>
        <Skeleton height={12} width={80} ml="auto" />
      </Table.Td>
      <Table.Td />
    </Table.Tr>
  ));
}
