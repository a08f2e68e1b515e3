import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { sessionQuery } from '../features/session/use-session.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Page } from '../ui/page.tsx';

export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page>
      <ErrorNotice
        error={error}
        doing="show this page"
        kept="Nothing was changed."
        // What every page asks first; as long as that fails, this stays.
        onRetry={async () => {
          await queryClient.ensureQueryData(sessionQuery);
          await router.invalidate();
        }}
      />
    </Page>
  );
}
