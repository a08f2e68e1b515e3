import { createFileRoute } from '@tanstack/react-router';

import { DiagnosisPage } from '../../features/diagnosis/diagnosis-page.tsx';
import { DevelopersOnly } from '../../features/session/developers-only.tsx';

export const Route = createFileRoute('/_console/dashboard/settings/webhooks/$id/diagnose')({
  component: DiagnosisRoute,
});

function DiagnosisRoute() {
  const { id } = Route.useParams();
  return (
    <DevelopersOnly title="Diagnosis">
      <DiagnosisPage key={id} id={id} />
    </DevelopersOnly>
  );
}
