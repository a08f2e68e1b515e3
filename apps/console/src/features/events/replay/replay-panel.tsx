import { Drawer } from '@mantine/core';

import type { EventsSearch } from '../events-search.ts';
import { ReplayForm } from './replay-form.tsx';
import { ReplayList } from './replay-list.tsx';
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
  const title = replay === 'new' ? 'Replay events' : replay === 'all' ? 'Replays' : 'Replay';
  return (
    <Drawer position="right" size={WIDTH} opened={replay !== undefined} onClose={onClose} title={title}>
      {replay === 'new' ? (
        <ReplayForm key={`${search.webhook} ${search.only}`} search={search} onStarted={onStarted} />
      ) : replay === 'all' ? (
        <ReplayList />
      ) : (
        replay !== undefined && <ReplayView key={replay} id={replay} />
      )}
    </Drawer>
  );
}
