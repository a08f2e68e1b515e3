import { Button, VisuallyHidden } from '@mantine/core';

import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { useIsViewer } from '../session/use-session.ts';
import { EventLog } from './event-log.tsx';
import { withoutPanel, type EventsSearch } from './events-search.ts';
import { PanelLink } from './replay/panel-link.tsx';
import { ReplayPanel } from './replay/replay-panel.tsx';
import { ReplaysButton } from './replay/replays-button.tsx';

interface EventsPageProps {
  search: EventsSearch;
  /** Without asking about what was typed, where it is done with. */
  onSearch: (search: EventsSearch, how?: { ignoreBlocker: boolean }) => void;
}

export function EventsPage({ search, onSearch }: EventsPageProps) {
  const isViewer = useIsViewer();
  return (
    <Page title="Events">
      <PageHeader
        title="Events"
        sentence="What your services published, and who was told."
        actions={
          !isViewer && (
            <>
              <ReplaysButton />
              <Button renderRoot={(props) => <PanelLink replay="new" {...props} />}>Replay events</Button>
            </>
          )
        }
      />
      <VisuallyHidden>
        <h2>Log</h2>
      </VisuallyHidden>
      <EventLog search={search} onSearch={onSearch} />
      {!isViewer && (
        <ReplayPanel
          search={search}
          onClose={() => onSearch(withoutPanel(search))}
          onStarted={(replay) => onSearch({ ...withoutPanel(search), replay }, { ignoreBlocker: true })}
        />
      )}
    </Page>
  );
}
