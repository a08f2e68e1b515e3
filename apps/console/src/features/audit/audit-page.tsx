import { Anchor, VisuallyHidden } from '@mantine/core';

import { Mono } from '../../ui/mono.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { MembersOnly } from '../session/members-only.tsx';
import { AuditLog } from './audit-log.tsx';
import type { AuditSearch } from './audit-search.ts';
import classes from './audit.module.css';

interface AuditPageProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

export function AuditPage({ search, onSearch }: AuditPageProps) {
  return (
    <MembersOnly title="Audit log" from="developer">
      <Page title="Audit log">
        <PageHeader
          title="Audit log"
          sentence="Who did what in this account, from where, and what it changed."
        />
        <VisuallyHidden>
          <h2>Entries</h2>
        </VisuallyHidden>
        {/* Above the log, whose end comes after all that was ever recorded. */}
        <p className={classes.chain}>
          Every entry carries the hash of the one before it, so that none can be changed or removed unnoticed.
          To check them, run <Mono>npx tidings audit verify</Mono> on the server.{' '}
          <Anchor href="/docs/audit-log" underline="always" inherit>
            How the log is kept
          </Anchor>
        </p>
        <AuditLog search={search} onSearch={onSearch} />
      </Page>
    </MembersOnly>
  );
}
