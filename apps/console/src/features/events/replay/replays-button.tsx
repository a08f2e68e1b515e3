import { Button } from '@mantine/core';

import { counted } from '../../../format/number.ts';
import { PanelLink } from './panel-link.tsx';
import { isOpen } from './replay-words.ts';
import { useReplays } from './use-replays.ts';

/** Leads to the replays, and says how many are under way. */
export function ReplaysButton() {
  const replays = useReplays();
  const running = replays.data?.pages.flatMap((page) => page.data).filter(isOpen) ?? [];
  const [first] = running;
  return (
    <Button
      variant="default"
      renderRoot={(props) => (
        <PanelLink replay={first && running.length === 1 ? first.id : 'all'} {...props} />
      )}
    >
      {first ? `${counted(running.length, 'replay')} under way` : 'Replays'}
    </Button>
  );
}
