import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { isWorthRetrying } from '../api/failure.ts';
import { sessionQuery } from '../features/session/use-session.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Page } from '../ui/page.tsx';
import { useAgainByItself } from '../ui/use-again-by-itself.ts';

export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter();
  const retry = async () => {
    // What every page asks first; as long as that fails, this stays.
    await queryClient.ensureQueryData(sessionQuery);
    await router.invalidate();
  };
  const mayPass = isWorthRetrying(error);
  useAgainByItself(mayPass, () => retry().catch(() => undefined));
  return (
    <Page>
      <ErrorNotice
        error={error}
        doing="show this page"
        kept="Nothing was changed."
        onRetry={retry}
        isTriedAgain={mayPass}
      />
    </Page>
  );
}
