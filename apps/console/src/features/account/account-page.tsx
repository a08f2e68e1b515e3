import { Stack } from '@mantine/core';

import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../session/use-session.ts';
import { PasswordCard } from './password-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { SecondFactorCard } from './second-factor/second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

/** How somebody signs in, and where they are. */
export function AccountPage() {
  const { via } = useSession();
  if (via === 'portal') {
    return (
      <Page title="Your account">
        <EmptyState heading="h1" title="Visitors have no account here">
          You came by a link, without a password: there is nothing to set.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Your account" narrow>
      <PageHeader title="Your account" sentence="How you sign in, and where you are signed in." />
      <Stack gap="md">
        <ProfileCard />
        <PasswordCard />
        <SecondFactorCard />
        <SessionsCard />
      </Stack>
    </Page>
  );
}
