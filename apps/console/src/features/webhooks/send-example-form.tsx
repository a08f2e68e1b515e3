import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Webhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { counted } from '../../format/number.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { byCategory, exampleOf } from '../catalog/example.ts';
import { selectedTypes } from '../catalog/selection.ts';
import { usePublishExample } from './use-publish-example.ts';

interface SendExampleFormProps {
  webhook: Pick<Webhook, 'name' | 'events'>;
  types: EventType[];
  onClose: () => void;
  onSent: (() => void) | undefined;
}

/** Publishes the example of a type that the webhook is subscribed to. */
export function SendExampleForm({ webhook, types, onClose, onSent }: SendExampleFormProps) {
  const names = selectedTypes(
    webhook.events,
    byCategory(types).flatMap(([, members]) => members.map((type) => type.name)),
  );
  const [chosen, setChosen] = useState(names[0] ?? null);
  const publish = usePublishExample();
  const example = exampleOf(types.find((type) => type.name === chosen));

  const send = () => {
    if (!chosen || !example) return;
    publish.mutate(
      { type: chosen, data: example },
      {
        onSuccess: (event) => {
          notifications.show({
            title: `${event.type} was published`,
            message: `It goes to ${counted(event.deliveries, 'webhook')} now.`,
          });
          onClose();
          onSent?.();
        },
      },
    );
  };

  if (names.length === 0)
    return <Text c="dimmed">No event type of the catalog is among the subscriptions of this webhook.</Text>;
  return (
    <Stack gap="md">
      <Text c="dimmed">
        This publishes a real event with the data below. Every webhook of the account that is subscribed to
        its type gets it, not only <bdi>{webhook.name}</bdi>.
      </Text>
      <Select
        label="Event type"
        data={names}
        value={chosen}
        onChange={setChosen}
        allowDeselect={false}
        searchable
      />
      {example && (
        <CodeBlock label="Data of the example" maxHeight={260} as="json">
          {JSON.stringify(example, null, 2)}
        </CodeBlock>
      )}
      {publish.error && (
        <ErrorNotice error={publish.error} doing="publish the event" undone="Nothing was sent." />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={publish.isPending} onClick={send}>
          Send example event
        </Button>
      </Group>
    </Stack>
  );
}
