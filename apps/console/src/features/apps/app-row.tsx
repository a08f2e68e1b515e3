import { ActionIcon, Anchor, Menu, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconKey, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { App } from '@tidings/identity/schema';

import { count, counted } from '../../format/number.ts';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowProps } from '../../ui/row-props.ts';
import { makerWords } from '../session/maker-words.ts';
import { useHasRole } from '../session/use-session.ts';
import classes from './app-row.module.css';
import { UninstallAppModal } from './uninstall-app-modal.tsx';

interface AppRowProps {
  app: App;
  /** Its place in the table, counted from 0. */
  at: number;
}

export function AppRow({ app, at }: AppRowProps) {
  const [asking, uninstall] = useDisclosure(false);
  const managesKeys = useHasRole('admin');
  return (
    <Table.Tr className={table.row} {...rowProps(app.id, at)}>
      <Table.Td>
        <bdi className={`${table.line} ${classes.name}`} title={app.name}>
          {app.name}
        </bdi>
        <span className={table.line}>
          <Mono dim>{app.id}</Mono>
        </span>
      </Table.Td>
      <Table.Td className={table.number}>
        {app.keys === 0 || !managesKeys ? (
          count(app.keys)
        ) : (
          <Anchor
            underline="always"
            aria-label={`${counted(app.keys, 'key')} of ${app.name}`}
            renderRoot={(props) => <Link to="/dashboard/settings/keys" search={{ app: app.id }} {...props} />}
          >
            {count(app.keys)}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td className={table.number}>
        {app.webhooks === 0 ? (
          count(app.webhooks)
        ) : (
          <Anchor
            underline="always"
            aria-label={`${counted(app.webhooks, 'webhook')} of ${app.name}`}
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks" search={{ maker: app.id }} {...props} />
            )}
          >
            {count(app.webhooks)}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td className={`${table.dim} ${table.wide} ${classes.maker}`}>
        {makerWords(app.created_by)}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.dim} ${table.wide}`}>
        <RelativeTime at={app.created_at} />
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end" width={170}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={`Actions for ${app.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {managesKeys && (
              <Menu.Item
                leftSection={<IconKey size={15} />}
                renderRoot={(props) => (
                  <Link to="/dashboard/settings/keys/create" search={{ app: app.id }} {...props} />
                )}
              >
                Create a key
              </Menu.Item>
            )}
            <Menu.Item
              color="var(--td-failure-ink)"
              leftSection={<IconTrash size={15} />}
              onClick={uninstall.open}
            >
              Uninstall
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <UninstallAppModal app={app} opened={asking} onClose={uninstall.close} />
      </Table.Td>
    </Table.Tr>
  );
}
