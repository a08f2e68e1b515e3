import { createFileRoute, useRouter } from '@tanstack/react-router';

import { SignInPage } from '../features/session/sign-in-page.tsx';
import { like, searchParams } from '../log/search-params.ts';

/** Only a path of this console: a link must not send people elsewhere after they typed a password. */
const next = like(/^\/(?![/\\])/);

export const Route = createFileRoute('/sign-in')({
  validateSearch: searchParams({ next }),
  component: SignInRoute,
});

function SignInRoute() {
  const router = useRouter();
  const search = Route.useSearch();
  return <SignInPage onSignedIn={() => router.history.replace(search.next ?? '/')} />;
}
