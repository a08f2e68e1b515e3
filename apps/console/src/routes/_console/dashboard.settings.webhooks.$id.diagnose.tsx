import { createFileRoute } from '@tanstack/react-router';

import { DiagnosisPage } from '../../features/diagnosis/diagnosis-page.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/diagnose')({
  component: DiagnosisRoute,
});

function DiagnosisRoute() {
  const { id } = Route.useParams();
  return <DiagnosisPage key={id} id={id} />;
}
