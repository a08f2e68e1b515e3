import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { Member } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { MemberRow } from './member-row.tsx';
import classes from './member-row.module.css';

export function MemberTable({ members }: { members: Member[] | null }) {
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="Members" aria-busy={members === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th className={table.wide}>Second factor</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Last seen</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Since</Table.Th>
            <Table.Th w={46}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members === null ? (
            <RowsSkeleton />
          ) : (
            members.map((member) => <MemberRow key={member.user_id} member={member} />)
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function RowsSkeleton() {
  return [130, 100].map((width) => (
    <Table.Tr key={width} className={classes.row}>
      <Table.Td className={classes.identity}>
        <Skeleton height={12} width={width} mb={8} />
        <Skeleton height={10} width={width + 40} maw="90%" />
      </Table.Td>
      <Table.Td className={classes.role}>
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
      <Table.Td className={classes.menu} />
    </Table.Tr>
  ));
}
