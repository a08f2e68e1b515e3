import { Anchor, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { EventType } from '@tidings/event/schema';

import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { sampleBody } from './sample-body.ts';
import { Ticked } from './ticked.tsx';

interface SamplePayloadsModalProps {
  types: EventType[];
  /** The type whose sample shows. */
  chosen: string | null;
  opened: boolean;
  onChoose: (type: string | null) => void;
  onClose: () => void;
}

export function SamplePayloadsModal({ types, chosen, opened, onChoose, onClose }: SamplePayloadsModalProps) {
  const type = types.find((each) => each.name === chosen) ?? types[0];
  const payload = type ? sampleBody(type, { pin: null, style: 'snapshot' }) : '';
  return (
    <Modal opened={opened} onClose={onClose} title="Sample payloads" size={600}>
      <Stack gap="sm">
        <Select
          aria-label="Event type"
          data={types.map((each) => each.name)}
          value={type?.name ?? null}
          onChange={onChoose}
          allowDeselect={false}
          searchable
        />
        {type && (
          <Text c="dimmed">
            <Ticked text={type.trigger} />{' '}
            <Anchor
              underline="always"
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/events"
                  search={{ type: type.name }}
                  target="_blank"
                  {...props}
                />
              )}
            >
              All about {type.name}
            </Anchor>
          </Text>
        )}
        <Group justify="space-between">
          <Text fw={560}>Body of the request</Text>
          <CopyText value={payload}>Copy</CopyText>
        </Group>
        <CodeBlock label="Sample payload" maxHeight={420} as="json">
          {payload}
        </CodeBlock>
      </Stack>
    </Modal>
  );
}
