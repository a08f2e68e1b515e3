import { createFileRoute, useRouter } from '@tanstack/react-router';

import { SignInPage } from '../features/session/sign-in-page.tsx';
import { like, oneOf, searchParams } from '../log/search-params.ts';

/** Only a path of this console: a link must not send people elsewhere after they typed a password. */
const next = like(/^\/(?![/\\])/);

export const Route = createFileRoute('/sign-in')({
  validateSearch: searchParams({ next, ended: oneOf([true]) }),
  component: SignInRoute,
});

function SignInRoute() {
  const router = useRouter();
  const search = Route.useSearch();
  return (
    <SignInPage
      hasEnded={search.ended ?? false}
      onSignedIn={() => router.history.replace(search.next ?? '/')}
    />
  );
}
