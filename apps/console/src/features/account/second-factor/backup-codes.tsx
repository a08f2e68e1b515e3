import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

import { CopyAction } from '../../../ui/copy-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useSession } from '../../session/use-session.ts';
import classes from './backup-codes.module.css';
import { CodesGuard } from './codes-guard.tsx';

interface BackupCodesProps {
  codes: readonly string[];
  children: ReactNode;
  onDone: () => void;
}

/** The one time that the backup codes show. Leaving is asked about until they were copied, downloaded or otherwise saved. */
export function BackupCodes({ codes, children, onDone }: BackupCodesProps) {
  const { brand, user } = useSession();
  const [isSaved, setSaved] = useState(false);
  const text = codes.join('\n');
  const download = () => {
    const head = `Backup codes of ${user.email ?? user.name} for ${brand}. Each works once.`;
    saveFile(new Blob([`${head}\n\n${text}\n`], { type: 'text/plain' }), 'backup-codes.txt');
    setSaved(true);
  };
  return (
    <Stack gap="md">
      <Notice tone="warning">
        <Text fw={560}>Save these now</Text>
        <Text c="dimmed">{children}</Text>
      </Notice>
      <ul className={classes.codes} aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <CopyAction value={text} label="Copy the backup codes" onCopy={() => setSaved(true)} />
          <Button variant="default" leftSection={<IconDownload size={15} />} onClick={download}>
            Download
          </Button>
        </Group>
        <Button
          onClick={() => {
            setSaved(true);
            onDone();
          }}
        >
          I have saved them
        </Button>
      </Group>
      <CodesGuard when={!isSaved}>
        They are not shown again. If you have not saved them, come back here to make new ones.
      </CodesGuard>
    </Stack>
  );
}
