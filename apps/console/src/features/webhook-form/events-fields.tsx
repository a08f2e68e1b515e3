import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EventPicker } from '../catalog/event-picker.tsx';
import { EventPickerSkeleton } from '../catalog/event-picker-skeleton.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { useWebhookFormContext } from './form-context.ts';

export function EventsFields() {
  const form = useWebhookFormContext();
  const catalog = useEventTypes();
  if (catalog.error && !catalog.data) {
    return (
      <ErrorNotice
        error={catalog.error}
        doing="load the event types"
        kept="What you filled in is still here."
        onRetry={() => void catalog.refetch()}
      />
    );
  }
  if (!catalog.data) return <EventPickerSkeleton />;
  const error = form.errors['events'];
  return (
    <EventPicker
      types={catalog.data.data}
      selection={form.values.events}
      error={typeof error === 'string' ? error : null}
      onChange={(selection) => {
        form.setFieldValue('events', selection);
        form.clearFieldError('events');
      }}
    />
  );
}
