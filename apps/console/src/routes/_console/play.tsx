import { createFileRoute } from '@tanstack/react-router';

import { PlayPage } from '../../features/play/play-page.tsx';
import { playSearch } from '../../features/play/play-search.ts';
import { DevelopersOnly } from '../../features/session/developers-only.tsx';

export const Route = createFileRoute('/_console/play')({
  validateSearch: playSearch,
  component: PlayRoute,
});

function PlayRoute() {
  const { receiver } = Route.useSearch();
  return (
    <DevelopersOnly title="Test receiver">
      <PlayPage name={receiver} />
    </DevelopersOnly>
  );
}
