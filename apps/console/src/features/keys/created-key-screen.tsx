import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CreatedKey } from '@tidings/identity/schema';

import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopiedValue } from '../../ui/copied-value.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './create-key-form.module.css';
import type { CreateKeySearch } from './keys-search.ts';
import { sampleCurl } from './sample-curl.ts';

const shownKey = (search: CreateKeySearch) => search.created;

/** The one time that the key shows. */
export function CreatedKeyScreen({ created }: { created: CreatedKey }) {
  const navigate = useNavigate();
  const sample = sampleCurl(location.origin);
  const done = () => void navigate({ to: '/dashboard/settings/keys', ignoreBlocker: true });
  return (
    <>
      <Card>
        <Stack gap="md">
          <Notice tone="warning">
            <Text fw={560}>Save this now: the key is shown only once</Text>
            <Text c="dimmed">Anyone who has it can do what its scopes allow: keep it like a password.</Text>
          </Notice>
          <CopiedValue label="API key" value={created.key} copy="Copy the key" />
          {created.scopes.includes('webhooks:read') && (
            <div>
              <Group justify="space-between" mb={4}>
                <Text fw={500}>A first request</Text>
                <CopyText value={sample} label="Copy the request">
                  Copy
                </CopyText>
              </Group>
              <CodeBlock label="A request with the key">{sample}</CodeBlock>
            </div>
          )}
        </Stack>
      </Card>
      <div className={classes.foot}>
        <Button onClick={done}>I have saved it</Button>
      </div>
      <LeaveGuard when title="Leave without the key?" hangsOn={shownKey}>
        It is not shown again. If you have not saved it, revoke it and make another.
      </LeaveGuard>
    </>
  );
}
