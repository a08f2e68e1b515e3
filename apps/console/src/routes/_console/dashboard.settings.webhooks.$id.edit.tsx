import { createFileRoute } from '@tanstack/react-router';

import { DevelopersOnly } from '../../features/session/developers-only.tsx';
import { EditPage } from '../../features/webhook-form/edit-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/edit')({
  component: EditRoute,
});

function EditRoute() {
  const { id } = Route.useParams();
  return (
    <DevelopersOnly title="Edit webhook">
      <EditPage key={id} id={id} />
    </DevelopersOnly>
  );
}
