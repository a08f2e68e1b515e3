import { createFileRoute } from '@tanstack/react-router';

import { prefetchInbox } from '../../features/play/use-inbox.ts';
import { PlayPage } from '../../features/play/play-page.tsx';
import { DevelopersOnly } from '../../features/session/developers-only.tsx';

export const Route = createFileRoute('/_console/play')({ loader: prefetchInbox, component: PlayRoute });

function PlayRoute() {
  return (
    <DevelopersOnly title="Test receiver">
      <PlayPage />
    </DevelopersOnly>
  );
}
