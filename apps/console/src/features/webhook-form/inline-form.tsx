import { Anchor, Button, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import type { FormEvent, KeyboardEvent } from 'react';

import { isolated } from '../../format/isolated.ts';
import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { webhooksSearch } from '../webhooks/overview/webhooks-search.ts';
import { useUpdateWebhook } from '../webhooks/use-update-webhook.ts';
import { EventsFields } from './events-fields.tsx';
import { WebhookFormProvider, useWebhookForm } from './form-context.ts';
import { toUpdateInput } from './form-input.ts';
import { valuesOf } from './form-values.ts';
import classes from './inline-form.module.css';
import { StyleField } from './payload/style-field.tsx';
import { UrlField } from './url-field.tsx';

const FIELDS = ['url', 'events', 'payload_style'] as const;

/** The webhook that is edited, by the URL: leaving it there is leaving this form. */
function editedIn(search: object): string | undefined {
  const { webhook, edit } = webhooksSearch.parse({ ...search });
  return edit && webhook;
}

const focusFirst = (form: HTMLFormElement | null) => form?.querySelector('input')?.focus();

/** In the panel of a webhook: what is changed most. All else has the page. */
export function InlineForm({ webhook }: { webhook: Webhook }) {
  const form = useWebhookForm({ initialValues: valuesOf(webhook) });
  const update = useUpdateWebhook();
  const navigate = useNavigate({ from: '/dashboard/settings/webhooks/' });
  const changed = FIELDS.filter((field) => form.isDirty(field));

  const leave = (isSaved: boolean) =>
    void navigate({
      search: (search) => ({ ...search, edit: undefined }),
      replace: true,
      resetScroll: false,
      ignoreBlocker: isSaved,
    });
  const leaveByKey = ({ key, currentTarget, target }: KeyboardEvent<HTMLFormElement>) => {
    // Dialogs that the form opens lie in it for React alone, and a search is cleared first.
    const isOwn = target instanceof HTMLElement && currentTarget.contains(target);
    const isSearch = target instanceof HTMLInputElement && target.type === 'search' && target.value !== '';
    if (key === 'Escape' && isOwn && !isSearch) leave(false);
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const show = (errors: Partial<Record<string, string>>) => {
      form.setErrors(errors);
      focusFault(currentTarget);
    };
    if (changed.length === 0) return leave(true);
    const parsed = toUpdateInput(webhook.id, form.values, form.getInitialValues());
    if (!parsed.ok) return show(parsed.errors);
    update.mutate(parsed.input, {
      onSuccess: (saved) => {
        notifications.show({
          title: `${isolated(saved.name)} was saved`,
          message: 'The next attempt uses the new settings.',
        });
        leave(true);
      },
      onError: (error) => show(fieldIssues(error, FIELDS) ?? {}),
    });
  };

  return (
    <WebhookFormProvider form={form}>
      <form ref={focusFirst} onSubmit={save} onKeyDown={leaveByKey} noValidate className={classes.form}>
        <UrlField />
        <StyleField />
        <section aria-label="Events">
          <Title order={3} mb={8}>
            Events
          </Title>
          <EventsFields />
        </section>
        <div className={classes.foot}>
          {update.error && !fieldIssues(update.error, FIELDS) && (
            <ErrorNotice
              error={update.error}
              doing="save the webhook"
              undone="It is unchanged."
              kept="What you filled in is still here."
            />
          )}
          <div className={classes.actions}>
            <Anchor
              c="dimmed"
              renderRoot={(props) => (
                <Link to="/dashboard/settings/webhooks/$id/edit" params={{ id: webhook.id }} {...props} />
              )}
            >
              All settings
            </Anchor>
            <span className={classes.space} />
            <Button variant="default" onClick={() => leave(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={update.isPending}>
              Save changes
            </Button>
          </div>
        </div>
      </form>
      <LeaveGuard when={changed.length > 0} hangsOn={editedIn}>
        What you changed here is not saved yet.
      </LeaveGuard>
    </WebhookFormProvider>
  );
}
