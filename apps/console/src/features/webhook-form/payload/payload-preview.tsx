import { Group, Select, Text } from '@mantine/core';
import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { byCategory } from '../../catalog/example.ts';
import { sampleBody } from '../../catalog/sample-body.ts';
import { isSelected, type Selection } from '../../catalog/selection.ts';

interface PayloadPreviewProps {
  types: EventType[];
  selection: Selection;
  pin: string;
  style: 'snapshot' | 'thin';
}

/** What is sent with these settings, by the example of one of the selected types. */
export function PayloadPreview({ types, selection, pin, style }: PayloadPreviewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const sent = types.filter((type) => isSelected(selection, type.name));
  const names = byCategory(sent).flatMap(([, members]) => members.map((type) => type.name));
  const type = sent.find((each) => each.name === chosen) ?? sent.find((each) => each.name === names[0]);
  if (!type) return null;
  const body = sampleBody(type, { pin: pin || null, style });
  return (
    <div>
      <Group justify="space-between" align="flex-end" mb={8}>
        <Select
          label="What is sent"
          data={names}
          value={type.name}
          onChange={setChosen}
          allowDeselect={false}
          searchable
          w={284}
          maw="100%"
        />
        <CopyText value={body} label="Copy what is sent">
          Copy
        </CopyText>
      </Group>
      <CodeBlock label="What is sent" maxHeight={260} as="json">
        {body}
      </CodeBlock>
      <Text size="xs" c="dimmed" mt={6}>
        Made from the example in the catalog.
      </Text>
    </div>
  );
}
