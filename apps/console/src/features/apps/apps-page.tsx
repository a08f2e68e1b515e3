import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { AppTable } from './app-table.tsx';
import { InstallAppModal } from './install-app-modal.tsx';
import { useApps } from './use-apps.ts';

export function AppsPage() {
  const apps = useApps();
  const [installing, install] = useDisclosure(false);
  const rows = apps.data?.pages.flatMap((page) => page.data) ?? null;
  const none = rows?.length === 0;
  const action = <Button onClick={install.open}>Install app</Button>;
  return (
    <Page title="Apps">
      <PageHeader
        title="Apps"
        sentence="Integrations that act in their own name: each has its keys, and takes with it what it made."
        actions={!none && action}
      />
      {none ? (
        <EmptyState title="No apps installed" action={action}>
          Give an integration an app of its own. What its keys make is made by it, and uninstalling it takes
          all of that away at once.
        </EmptyState>
      ) : apps.error && !rows ? (
        <ErrorNotice
          error={apps.error}
          doing="load the apps"
          meanwhile="They go on working."
          onRetry={() => apps.refetch()}
        />
      ) : (
        <AppTable apps={rows} isWhole={!apps.hasNextPage} />
      )}
      <LoadMore pages={apps} noun="apps" />
      <InstallAppModal opened={installing} onClose={install.close} />
    </Page>
  );
}
