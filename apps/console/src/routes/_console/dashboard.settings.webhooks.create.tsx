import { createFileRoute } from '@tanstack/react-router';

import { DevelopersOnly } from '../../features/session/developers-only.tsx';
import { CreatePage } from '../../features/webhook-form/create-page.tsx';
import { prefetchForm } from '../../features/webhooks/prefetch-webhook.ts';
import { STEPS } from '../../features/webhook-form/step-names.ts';
import { like, oneOf, searchParams } from '../../log/search-params.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/create')({
  validateSearch: searchParams({
    step: oneOf(STEPS),
    receiver: oneOf([true, false]),
    created: like(/^wh_\w{26}$/),
  }),
  loader: prefetchForm,
  component: CreateRoute,
});

function CreateRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <DevelopersOnly title="Create webhook">
      <CreatePage
        step={search.step ?? 'basics'}
        receiver={search.receiver ?? false}
        created={search.created}
        // The secret that is shown meanwhile stays where it is.
        onCreated={(created) => void navigate({ search: { created }, replace: true, ignoreBlocker: true })}
        onStep={(step) => void navigate({ search: { ...search, step }, state: { isLaterStep: true } })}
      />
    </DevelopersOnly>
  );
}
