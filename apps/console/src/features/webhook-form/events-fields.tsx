import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EventSelector } from '../catalog/event-selector.tsx';
import { EventSelectorSkeleton } from '../catalog/event-selector-skeleton.tsx';
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
        onRetry={() => catalog.refetch()}
      />
    );
  }
  if (!catalog.data) return <EventSelectorSkeleton />;
  const error = form.errors['events'];
  return (
    <EventSelector
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
