import { createFileRoute } from '@tanstack/react-router';

import { EditPage } from '../../features/webhook-form/edit-page.tsx';
import { prefetchForm, prefetchWebhook } from '../../features/webhooks/prefetch-webhook.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/edit')({
  loader: ({ params }) => {
    prefetchWebhook(params.id);
    prefetchForm();
  },
  component: EditRoute,
});

function EditRoute() {
  const { id } = Route.useParams();
  return <EditPage key={id} id={id} />;
}
