import { Anchor, Button, Title } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { useRef, useState, type KeyboardEvent } from 'react';

import { isolated } from '../../format/isolated.ts';
import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { webhooksSearch } from '../webhooks/overview/webhooks-search.ts';
import { differs, withTheirs } from './changed-meanwhile.ts';
import { ClashNotice } from './clash-notice.tsx';
import { EventsFields } from './events-fields.tsx';
import { WebhookFormProvider, useWebhookForm } from './form-context.ts';
import { toUpdateInput } from './form-input.ts';
import { valuesOf } from './form-values.ts';
import classes from './inline-form.module.css';
import { StyleField } from './payload/style-field.tsx';
import { UrlField } from './url-field.tsx';
import { type Clash, useSaveWebhook } from './use-save-webhook.ts';

const FIELDS = ['url', 'events', 'payload_style'] as const;

/** The webhook that is edited, by the URL: leaving it there is leaving this form. */
function editedIn(search: object): string | undefined {
  const { webhook, edit } = webhooksSearch.parse({ ...search });
  return edit && webhook;
}

const focusFirst = (form: HTMLFormElement | null) => form?.querySelector('input')?.focus();

/** In the panel of a webhook: what is changed most. All else has the page. */
export function InlineForm({ webhook }: { webhook: Webhook }) {
  const [began, setBegan] = useState(() => valuesOf(webhook));
  const form = useWebhookForm({ initialValues: began });
  const update = useSaveWebhook();
  const [clash, setClash] = useState<Clash | null>(null);
  const formRef = useRef<HTMLFormElement>(null);
  const navigate = useNavigate({ from: '/dashboard/settings/webhooks/' });
  const changed = FIELDS.filter((field) => differs(field, form.values, began));

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
  const showTheirs = ({ theirs }: Clash) => {
    form.setValues(withTheirs({ mine: form.values, began, theirs }));
    form.clearErrors();
    setBegan(theirs);
    setClash(null);
  };
  const save = (known = began) => {
    const show = (errors: Partial<Record<string, string>>) => {
      form.setErrors(errors);
      focusFault(formRef.current);
    };
    if (changed.length === 0) return leave(true);
    const parsed = toUpdateInput(webhook.id, form.values, began);
    if (!parsed.ok) return show(parsed.errors);
    const saving = { input: parsed.input, mine: form.values, known };
    update.mutate(saving, {
      onSuccess: (outcome) => {
        if ('clash' in outcome) return setClash(outcome.clash);
        const { saved } = outcome;
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
      <form
        ref={useMergedRef(formRef, focusFirst)}
        onSubmit={(event) => {
          event.preventDefault();
          setClash(null);
          save();
        }}
        onKeyDown={leaveByKey}
        noValidate
        className={classes.form}
      >
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
          {clash && (
            <ClashNotice
              clash={clash}
              pending={update.isPending}
              onTheirs={() => showTheirs(clash)}
              onMine={() => save(clash.theirs)}
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
