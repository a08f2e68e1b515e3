import { createFileRoute, useRouter } from '@tanstack/react-router';
import { z } from 'zod';

import { SignInPage } from '../features/session/sign-in-page.tsx';

/** Only a path of this console: a link must not send people elsewhere after they typed a password. */
const next = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined);

export const Route = createFileRoute('/sign-in')({
  validateSearch: z.object({ next }),
  component: SignInRoute,
});

function SignInRoute() {
  const router = useRouter();
  const search = Route.useSearch();
  return <SignInPage onSignedIn={() => router.history.replace(search.next ?? '/')} />;
}
