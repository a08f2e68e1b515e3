import { Select, Stack } from '@mantine/core';

import { allVersions } from '../../catalog/versions.ts';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useEventTypes } from '../../catalog/use-event-types.ts';
import { useWebhookFormContext } from '../form-context.ts';
import { PayloadPreview } from './payload-preview.tsx';
import { StyleField } from './style-field.tsx';
import { VersionChanges } from './version-changes.tsx';

export function PayloadFields() {
  const form = useWebhookFormContext();
  const catalog = useEventTypes();
  const types = catalog.data?.data ?? [];
  const { api_version: pinned, payload_style: style, events } = form.values;
  const versions = allVersions(types);
  const newest = versions[0] ?? '';
  const pin = pinned || newest;
  // A pin is kept though the catalog has it no longer.
  const options = [...new Set([...versions, ...(pinned ? [pinned] : [])])].toSorted().toReversed();
  return (
    <Stack gap="md">
      <StyleField />
      <div>
        <UnreadLine of={[[catalog, 'The versions to choose from could not be loaded.']]} />
        <Select
          label="API version"
          description="The webhook stays pinned to it until you move it, whatever the event types become."
          data={options.map((value) => ({ value, label: value === newest ? `${value} (newest)` : value }))}
          value={pin || null}
          onChange={(value) => {
            form.setFieldValue('api_version', value ?? '');
            form.clearFieldError('api_version');
          }}
          allowDeselect={false}
          styles={{ wrapper: { maxWidth: 284 } }}
          error={form.errors['api_version']}
        />
        {newest && pin < newest && (
          <VersionChanges types={types} selection={events} pin={pin} newest={newest} />
        )}
      </div>
      <PayloadPreview types={types} selection={events} pin={pin} style={style} />
    </Stack>
  );
}
