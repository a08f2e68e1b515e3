import { Button, Group, Text } from '@mantine/core';

import { listWords } from '../../format/duration.ts';
import { isolated } from '../../format/isolated.ts';
import { intoSight } from '../../ui/focus-fault.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './create-form.module.css';
import type { Clash } from './use-save-webhook.ts';

interface ClashNoticeProps {
  clash: Clash;
  pending: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Asks which of two changes of the same field stays. */
export function ClashNotice({ clash, pending, onTheirs, onMine }: ClashNoticeProps) {
  return (
    <div ref={intoSight} role="alert" className={classes.notice}>
      <Notice tone="warning">
        <Text fw={560}>
          Changed meanwhile{clash.by !== null && ` by ${isolated(clash.by)}`}: {listWords(clash.fields)}
        </Text>
        <Text c="dimmed">Nothing was saved. What you filled in is still here.</Text>
        <Group gap="xs" mt={8}>
          <Button variant="default" disabled={pending} onClick={onTheirs}>
            Show theirs
          </Button>
          <Button variant="default" loading={pending} onClick={onMine}>
            Save mine anyway
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
