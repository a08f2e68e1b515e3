import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CreatedKey } from '@tidings/identity/schema';
import { useState } from 'react';

import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { CreateKeyForm } from './create-key-form.tsx';
import { CreatedKeyScreen } from './created-key-screen.tsx';

export function CreateKeyPage({ app }: { app: string | undefined }) {
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const trail = (
    <Anchor renderRoot={(props) => <Link to="/dashboard/settings/keys" {...props} />}>API keys</Anchor>
  );
  return (
    <Page title={created ? created.name : 'Create API key'} narrow>
      <PageHeader
        trail={trail}
        title={created ? `${created.name} is ready` : 'Create API key'}
        sentence={
          created
            ? 'It works from now on, for what its scopes say.'
            : 'A program that has it may do in this account what its scopes say.'
        }
      />
      {created ? <CreatedKeyScreen created={created} /> : <CreateKeyForm app={app} onCreated={setCreated} />}
    </Page>
  );
}
