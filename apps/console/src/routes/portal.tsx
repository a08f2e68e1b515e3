import { useMutation } from '@tanstack/react-query';
import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';

import { enterPortal } from '../features/portal/enter-portal.ts';
import { PortalPage } from '../features/portal/portal-page.tsx';
import { PortalQuestion } from '../features/portal/portal-question.tsx';
import { signedInPerson } from '../features/portal/signed-in-person.ts';

/** Where portal links lead: in, or to the reason why not. Whoever is signed in is asked first. */
export const Route = createFileRoute('/portal')({
  beforeLoad: async ({ location }) => {
    // Every route is known to the first page, and few come by a link.
    const portal = await import('../features/portal/enter-portal.ts');
    try {
      portal.tokenIn(location.hash); // without one there is nothing to ask
      const person = await signedInPerson();
      if (person !== null) return { question: { person, account: await portal.showPortal(location.hash) } };
      await portal.enterPortal(location.hash);
    } catch (error) {
      if (error instanceof portal.PortalError) return { reason: error.message };
      throw error;
    }
    // In place of this page, whose address holds the token.
    throw redirect({ to: '/', replace: true });
  },
  component: PortalRoute,
});

function PortalRoute() {
  const { reason, question } = Route.useRouteContext();
  const router = useRouter();
  const { hash } = router.state.location;
  const go = () => router.navigate({ to: '/', replace: true });
  const opening = useMutation({ mutationFn: () => enterPortal(hash), onSuccess: go });
  if (opening.error) return <PortalPage reason={opening.error.message} />;
  if (!question) return <PortalPage reason={reason ?? ''} />;
  return (
    <PortalQuestion
      {...question}
      pending={opening.isPending}
      onEnter={() => opening.mutate()}
      onStay={() => void go()}
    />
  );
}
