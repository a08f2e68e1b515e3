import { Button } from '@mantine/core';

import { Notice } from '../../ui/notice.tsx';
import classes from './events.module.css';
import { PanelLink } from './replay/panel-link.tsx';
import { isOpen, progressWords } from './replay/replay-words.ts';
import { useReplays } from './replay/use-replays.ts';

/** Says above the log that replays are under way, and leads to them. */
export function RunningReplays() {
  const replays = useReplays();
  const running = replays.data?.pages.flatMap((page) => page.data).filter(isOpen) ?? [];
  const [first] = running;
  if (!first) return null;
  const single = running.length === 1;
  return (
    <div className={classes.running}>
      <Notice
        action={
          <Button
            variant="default"
            renderRoot={(props) => <PanelLink replay={single ? first.id : 'all'} {...props} />}
          >
            View
          </Button>
        }
      >
        {single
          ? `A replay is under way: ${progressWords(first)}.`
          : `${running.length} replays are under way.`}
      </Notice>
    </div>
  );
}
