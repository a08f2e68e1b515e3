import { Skeleton, Table, VisuallyHidden } from '@mantine/core';
import type { Invitation } from '@tidings/identity/schema';

import table from '../../ui/data-table.module.css';
import { InvitationRow } from './invitation-row.tsx';
import own from './invitation-table.module.css';

export function InvitationTable({ invitations }: { invitations: Invitation[] | null }) {
  if (invitations?.length === 0) {
    return <p className={own.none}>Nobody is invited at present.</p>;
  }
  return (
    <div className={table.frame}>
      <Table className={table.table} aria-label="Invitations" aria-busy={invitations === null}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>E-mail</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th className={table.wide}>Role</Table.Th>
            <Table.Th className={table.wide}>Invited by</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Sent</Table.Th>
            <Table.Th className={`${table.number} ${table.wide}`}>Expires</Table.Th>
            <Table.Th w={46}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations === null ? (
            <RowSkeleton />
          ) : (
            invitations.map((invitation) => <InvitationRow key={invitation.id} invitation={invitation} />)
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function RowSkeleton() {
  return (
    <Table.Tr className={own.row}>
      <Table.Td className={own.identity}>
        <Skeleton height={12} width={150} maw="90%" />
      </Table.Td>
      <Table.Td>
        <Skeleton height={22} width={70} radius="xl" />
      </Table.Td>
      {[60, 84, 70, 70].map((width, index) => (
        <Table.Td key={index} className={table.wide}>
          <Skeleton height={12} width={width} ml={index > 1 ? 'auto' : undefined} />
        </Table.Td>
      ))}
      <Table.Td />
    </Table.Tr>
  );
}
