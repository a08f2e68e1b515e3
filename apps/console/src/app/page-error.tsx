import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

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
        onRetry={() => void router.invalidate()}
      />
    </Page>
  );
}
