import { ActionIcon, Select, Table, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import type { Member } from '@tidings/identity/schema';
import { role as roleSchema, type Role } from '@tidings/kernel/schema';
import { useState } from 'react';

import table from '../../ui/data-table.module.css';
import { DayTime } from '../../ui/day-time.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowProps } from '../../ui/row-props.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useSession } from '../session/use-session.ts';
import { ChangeRoleModal } from './change-role-modal.tsx';
import classes from './member-row.module.css';
import { RemoveMemberModal } from './remove-member-modal.tsx';
import { ROLES } from './role-words.ts';

interface MemberRowProps {
  member: Member;
  /** Its place in the table, counted from 0. */
  at: number;
}

export function MemberRow({ member, at }: MemberRowProps) {
  const { user } = useSession();
  const [role, setRole] = useState<Role | null>(null);
  const [removing, setRemoving] = useState(false);
  const { name, email, joined_at: joined, last_seen_at: seen } = member;
  const isSelf = member.user_id === user.id;
  return (
    <Table.Tr className={table.row} {...rowProps(member.user_id, at)}>
      <Table.Td>
        <span className={classes.name}>
          <bdi className={table.cut} title={name}>
            {name}
          </bdi>
          {isSelf && <span className={classes.you}>you</span>}
        </span>
        <span className={`${table.line} ${table.dim}`} title={email}>
          {email}
        </span>
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={`Role of ${name}`}
          data={ROLES.map(({ value, label }) => ({ value, label }))}
          value={member.role}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = roleSchema.parse(value);
            if (chosen !== member.role) setRole(chosen);
          }}
        />
      </Table.Td>
      <Table.Td className={table.wide}>
        <StatusBadge tone={member.two_factor ? 'success' : 'rest'}>
          {member.two_factor ? 'On' : 'Off'}
        </StatusBadge>
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        {seen ? <RelativeTime at={seen} /> : 'signed out'}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        <DayTime at={joined} />
      </Table.Td>
      <Table.Td>
        <Tooltip label={isSelf ? 'Leave the account' : 'Remove'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={isSelf ? 'Leave the account' : `Remove ${name}`}
            onClick={() => setRemoving(true)}
          >
            <IconUserMinus size={16} />
          </ActionIcon>
        </Tooltip>
        <ChangeRoleModal member={member} isSelf={isSelf} role={role} onClose={() => setRole(null)} />
        <RemoveMemberModal
          member={member}
          isSelf={isSelf}
          opened={removing}
          onClose={() => setRemoving(false)}
        />
      </Table.Td>
    </Table.Tr>
  );
}
