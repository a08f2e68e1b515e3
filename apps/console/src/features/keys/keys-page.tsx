import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { LiveArea } from '../../log/live-area.tsx';
import { useLiveRows } from '../../log/use-live-rows.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useAppNames } from '../apps/use-apps.ts';
import { FirstKey } from './first-key.tsx';
import { UNINSTALLED } from './key-app.tsx';
import { KeyTable } from './key-table.tsx';
import type { KeysSearch } from './keys-search.ts';
import { useKeys } from './use-keys.ts';

interface KeysPageProps {
  search: KeysSearch;
  onSearch: (search: KeysSearch) => void;
}

export function KeysPage({ search, onSearch }: KeysPageProps) {
  const keys = useKeys(search);
  const named = useAppNames();
  const appNames = named.data;
  const live = useLiveRows(keys.data?.pages.flatMap((page) => page.data) ?? null, { by: search.app ?? '' });
  const { rows } = live;
  const none = rows?.length === 0;
  const options = [...(appNames ?? [])].map(([value, label]) => ({ value, label }));
  if (search.app && appNames && !appNames.has(search.app))
    options.push({ value: search.app, label: UNINSTALLED });
  const create = (
    <Button renderRoot={(props) => <Link to="/dashboard/settings/keys/create" search={search} {...props} />}>
      Create key
    </Button>
  );
  return (
    <Page title="API keys">
      <PageHeader
        title="API keys"
        sentence="What programs sign in with. Each can do what its scopes allow, in this account."
        actions={!(none && !search.app) && create}
      />
      {none && !search.app ? (
        <FirstKey action={create} />
      ) : (
        <>
          {(options.length > 0 || search.app) && (
            <Group mb="sm">
              <FilterChip
                label="App"
                value={search.app}
                options={options}
                onChange={(app) => onSearch({ app })}
              />
            </Group>
          )}
          <UnreadLine of={[[named, 'The names of the apps could not be loaded.']]} />
          {keys.error && !rows ? (
            <ErrorNotice
              error={keys.error}
              doing="load the keys"
              meanwhile="They go on working."
              onRetry={() => keys.refetch()}
            />
          ) : none ? (
            <EmptyState
              title="This app has no key"
              action={
                <Button variant="default" onClick={() => onSearch({})}>
                  Show all keys
                </Button>
              }
            >
              Without a key it can do nothing.
            </EmptyState>
          ) : (
            <LiveArea area={live.area} waiting={live.waiting} nouns={['key', 'keys']} onShow={live.show}>
              <KeyTable keys={rows} isWhole={!keys.hasNextPage} appNames={appNames} />
            </LiveArea>
          )}
          <LoadMore pages={keys} noun="keys" />
        </>
      )}
    </Page>
  );
}
