import { Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CreatedKey } from '@tidings/identity/schema';

import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopiedValue } from '../../ui/copied-value.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './create-key-form.module.css';
import type { CreateKeySearch } from './keys-search.ts';
import { sampleCurl } from './sample-curl.ts';

const shownKey = (search: CreateKeySearch) => search.created;

/** The one time that the key shows. */
export function CreatedKeyScreen({ created }: { created: CreatedKey }) {
  const navigate = useNavigate();
  const done = () => void navigate({ to: '/dashboard/settings/keys', ignoreBlocker: true });
  return (
    <>
      <Card>
        <Stack gap="md">
          <Notice tone="warning">
            <Text fw={560}>Save this now: the key is shown only once</Text>
            <Text c="dimmed">Whoever has it may what its scopes say. Keep it like a password.</Text>
          </Notice>
          <CopiedValue label="API key" value={created.key} copy="Copy the key" />
          {created.scopes.includes('webhooks:read') && (
            <div>
              <Text fw={500} mb={4}>
                A first request
              </Text>
              <CodeBlock label="A request with the key">{sampleCurl(location.origin)}</CodeBlock>
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
