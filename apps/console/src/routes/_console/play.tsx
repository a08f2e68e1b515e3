import { createFileRoute } from '@tanstack/react-router';

import { prefetchInbox } from '../../features/play/use-inbox.ts';
import { PlayPage } from '../../features/play/play-page.tsx';
import { playSearch } from '../../features/play/play-search.ts';
import { DevelopersOnly } from '../../features/session/developers-only.tsx';

export const Route = createFileRoute('/_console/play')({
  validateSearch: playSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => prefetchInbox(deps.receiver),
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
