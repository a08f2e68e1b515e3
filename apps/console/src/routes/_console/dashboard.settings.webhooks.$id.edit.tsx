import { createFileRoute } from '@tanstack/react-router';

import { EditPage } from '../../features/webhook-form/edit-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/edit')({
  component: EditRoute,
});

function EditRoute() {
  const { id } = Route.useParams();
  return <EditPage key={id} id={id} />;
}
