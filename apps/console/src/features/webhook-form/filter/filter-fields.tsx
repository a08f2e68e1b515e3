import { Skeleton, Stack } from '@mantine/core';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useEventTypes } from '../../catalog/use-event-types.ts';
import { useWebhookFormContext } from '../form-context.ts';
import { FilterEditor } from './filter-editor.tsx';

export function FilterFields() {
  const form = useWebhookFormContext();
  const catalog = useEventTypes();
  if (catalog.error && !catalog.data) {
    return (
      <ErrorNotice
        error={catalog.error}
        doing="load what events can be filtered by"
        kept="What you filled in is still here."
        onRetry={() => catalog.refetch()}
      />
    );
  }
  if (!catalog.data) {
    return (
      <Stack gap="md" role="status" aria-busy aria-label="The filter is loading">
        <Skeleton height={60} radius="md" />
        <Skeleton height={60} radius="md" />
        <Skeleton height={60} radius="md" />
      </Stack>
    );
  }
  const error = form.errors['filter'];
  return (
    <FilterEditor
      types={catalog.data.data}
      selection={form.values.events}
      apiVersion={form.values.api_version}
      text={form.values.filter}
      error={typeof error === 'string' ? error : null}
      onChange={(text) => {
        form.setFieldValue('filter', text);
        form.clearFieldError('filter');
      }}
    />
  );
}
