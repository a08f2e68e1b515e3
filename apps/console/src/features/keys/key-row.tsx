import { ActionIcon, Menu, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconTrash } from '@tabler/icons-react';
import type { Key } from '@tidings/identity/schema';
import type { ReactNode } from 'react';

import { fullTime } from '../../format/time.ts';
import table from '../../ui/data-table.module.css';
import { DayTime } from '../../ui/day-time.tsx';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowProps } from '../../ui/row-props.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { makerWords } from '../session/maker-words.ts';
import { keyState } from './key-state.ts';
import classes from './key-row.module.css';
import { RevokeKeyModal } from './revoke-key-modal.tsx';
import { scopeSummary } from './scope-words.ts';

interface KeyRowProps {
  apiKey: Key;
  /** Its place in the table, counted from 0. */
  at: number;
  /** What it says of its app. */
  app: ReactNode;
}

export function KeyRow({ apiKey, at, app }: KeyRowProps) {
  const [asking, revoke] = useDisclosure(false);
  const { label, tone, isOver } = keyState(apiKey, useNow());
  const { name, scopes, last_used_at: lastUsed, expires_at: expires, revoked_at: revoked } = apiKey;
  const opens = scopeSummary(scopes);
  const scopesShown = opens.includes(':') ? <Mono>{opens}</Mono> : opens;
  const used = lastUsed ? <RelativeTime at={lastUsed} /> : 'never';
  return (
    <Table.Tr
      className={`${table.row} ${classes.row}`}
      {...rowProps(apiKey.id, at)}
      data-over={isOver || undefined}
    >
      <Table.Td className={classes.identity}>
        <bdi className={`${table.line} ${classes.name}`} title={name}>
          {name}
        </bdi>
        <span className={table.line}>
          <Mono dim>{apiKey.hint}</Mono>
        </span>
        <span className={`${classes.opens} ${classes.slim} ${table.dim}`}>
          {lastUsed ? <>used {used}</> : 'never used'}
        </span>
        <span className={`${classes.opens} ${classes.slim} ${table.dim}`}>{scopesShown}</span>
      </Table.Td>
      <Table.Td className={classes.status}>
        <StatusBadge tone={tone} {...(revoked && { title: `On ${fullTime(revoked)}` })}>
          {label}
        </StatusBadge>
      </Table.Td>
      <Table.Td className={table.wide} title={scopes.join(', ')}>
        {scopesShown}
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.dim} ${classes.by}`}>{app}</Table.Td>
      <Table.Td className={`${table.wide} ${table.dim} ${classes.by}`}>
        {makerWords(apiKey.created_by)}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>{used}</Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        {expires ? <DayTime at={expires} /> : 'never'}
      </Table.Td>
      <Table.Td>
        {!isOver && (
          <>
            <Menu position="bottom-end" width={140}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={30} aria-label={`Actions for ${name}`}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  color="var(--td-failure-ink)"
                  leftSection={<IconTrash size={15} />}
                  onClick={revoke.open}
                >
                  Revoke
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <RevokeKeyModal apiKey={apiKey} opened={asking} onClose={revoke.close} />
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
