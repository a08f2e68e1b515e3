import { Drawer } from '@mantine/core';
import { useState } from 'react';

import type { EventsSearch } from '../events-search.ts';
import { EventReplay } from './event-replay.tsx';
import { ReplayList } from './replay-list.tsx';
import { formKey } from './replay-values.ts';
import { ReplayView } from './replay-view.tsx';

const WIDTH = 560;

interface ReplayPanelProps {
  search: EventsSearch;
  onClose: () => void;
  onStarted: (id: string) => void;
}

/** Beside the event log: a new replay, one that is under way or over, or all of them. */
export function ReplayPanel({ search, onClose, onStarted }: ReplayPanelProps) {
  const { replay } = search;
  // What is closing keeps what stands in it until it is out of sight.
  const [shown, setShown] = useState(search);
  if (replay !== undefined && search !== shown) setShown(search);
  const [asking, setAsking] = useState(false);
  const title = shown.replay === 'new' ? 'Replay events' : shown.replay === 'all' ? 'Replays' : 'Replay';
  return (
    <Drawer
      position="right"
      size={WIDTH}
      opened={replay !== undefined}
      onClose={onClose}
      title={title}
      // Escape is then the question's.
      closeOnEscape={!asking}
    >
      {shown.replay === 'new' ? (
        <EventReplay key={formKey(shown)} link={shown} onStarted={onStarted} onAsking={setAsking} />
      ) : shown.replay === 'all' ? (
        <ReplayList />
      ) : (
        shown.replay !== undefined && <ReplayView key={shown.replay} id={shown.replay} />
      )}
    </Drawer>
  );
}
