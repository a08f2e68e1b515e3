import { createFileRoute } from '@tanstack/react-router';

import { DiagnosisPage } from '../../features/diagnosis/diagnosis-page.tsx';
import { prefetchWebhook } from '../../features/webhooks/prefetch-webhook.ts';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/diagnose')({
  loader: ({ params }) => prefetchWebhook(params.id),
  component: DiagnosisRoute,
});

function DiagnosisRoute() {
  const { id } = Route.useParams();
  return <DiagnosisPage key={id} id={id} />;
}
