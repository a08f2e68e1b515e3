import { Anchor } from '@mantine/core';
import { Link, Navigate } from '@tanstack/react-router';
import type { CreatedKey } from '@tidings/identity/schema';
import { useState } from 'react';

import { isolated } from '../../format/isolated.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { CreateKeyForm } from './create-key-form.tsx';
import { CreatedKeyScreen } from './created-key-screen.tsx';
import type { CreateKeySearch } from './keys-search.ts';

interface CreateKeyPageProps {
  search: CreateKeySearch;
  onCreated: (id: string) => void;
}

export function CreateKeyPage({ search, onCreated }: CreateKeyPageProps) {
  const [made, setMade] = useState<{ key: CreatedKey; wasShown: boolean } | null>(null);
  const isShown = made !== null && search.created === made.key.id;
  if (isShown && !made.wasShown) setMade({ ...made, wasShown: true });
  // Who asks for the page once more gets another form, and the key is not shown again.
  if (made?.wasShown === true && search.created === undefined) setMade(null);
  // It shows once; who comes back to its address is led to what there is of it.
  if (search.created !== undefined && !isShown) return <Navigate to="/dashboard/settings/keys" replace />;
  const created = isShown ? made.key : null;
  const trail = (
    <Anchor renderRoot={(props) => <Link to="/dashboard/settings/keys" {...props} />}>API keys</Anchor>
  );
  return (
    <Page title={created ? created.name : 'Create API key'} narrow>
      <PageHeader
        trail={trail}
        title={created ? `${isolated(created.name)} is ready` : 'Create API key'}
        sentence={
          created
            ? 'It works at once, within its scopes.'
            : 'It lets a program act in this account, within its scopes.'
        }
      />
      {created ? (
        <CreatedKeyScreen created={created} />
      ) : (
        <CreateKeyForm
          app={search.app}
          onCreated={(key) => {
            setMade({ key, wasShown: false });
            onCreated(key.id);
          }}
        />
      )}
    </Page>
  );
}
