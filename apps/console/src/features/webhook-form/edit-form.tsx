import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { useRef, useState, type FormEvent } from 'react';

import { isolated } from '../../format/isolated.ts';
import { issuesOf } from '../../api/failure.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault, intoSight } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Notice } from '../../ui/notice.tsx';
import { BasicsFields } from './basics-fields.tsx';
import { withTheirs } from './changed-meanwhile.ts';
import { ClashNotice } from './clash-notice.tsx';
import classes from './create-form.module.css';
import { dropDraft, isUntouched, keepDraft, readDraft } from './draft.ts';
import { EventsFields } from './events-fields.tsx';
import { fieldErrors, type FieldErrors } from './field-errors.ts';
import { FilterFields } from './filter/filter-fields.tsx';
import { WebhookFormProvider, useWebhookForm } from './form-context.ts';
import { toUpdateInput } from './form-input.ts';
import { valuesOf } from './form-values.ts';
import { PayloadFields } from './payload/payload-fields.tsx';
import { SecurityFields } from './security-fields.tsx';
import { type Clash, useSaveWebhook } from './use-save-webhook.ts';

export function EditForm({ webhook, receiverUrl }: { webhook: Webhook; receiverUrl: string | null }) {
  const [draft] = useState(() => readDraft(webhook.id));
  const [restored, setRestored] = useState(draft !== null);
  const [began, setBegan] = useState(() => draft?.began ?? valuesOf(webhook));
  const form = useWebhookForm({
    initialValues: draft?.values ?? began,
    onValuesChange: (values) => keepDraft(webhook.id, { values, began }),
  });
  const update = useSaveWebhook();
  const [clash, setClash] = useState<Clash | null>(null);
  const navigate = useNavigate();
  const formRef = useRef<HTMLFormElement>(null);

  const show = (errors: FieldErrors) => {
    form.setErrors(errors);
    focusFault(formRef.current);
  };
  const leave = (isSaved: boolean) => {
    if (isSaved) dropDraft(webhook.id);
    void navigate({
      to: '/dashboard/settings/webhooks/$id',
      params: { id: webhook.id },
      ignoreBlocker: isSaved,
    });
  };
  const discard = () => {
    const current = valuesOf(webhook);
    setBegan(current);
    form.setValues(current);
    form.clearErrors();
    dropDraft(webhook.id);
    setRestored(false);
  };
  const showTheirs = ({ theirs }: Clash) => {
    const values = withTheirs({ mine: form.values, began, theirs });
    setBegan(theirs);
    form.setValues(values);
    form.clearErrors();
    keepDraft(webhook.id, { values, began: theirs });
    setClash(null);
  };
  const save = (known = began) => {
    if (isUntouched(form.values, began)) return leave(true);
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
      onError: (error) => {
        show(fieldErrors(issuesOf(error), form.values).fields);
      },
    });
  };

  return (
    <WebhookFormProvider form={form}>
      <form
        ref={formRef}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setClash(null);
          save();
        }}
        noValidate
        className={classes.sections}
      >
        {restored && (
          <Notice>
            Changes that you had not saved were put back.{' '}
            <Button variant="subtle" px={8} h={24} onClick={discard}>
              Discard them
            </Button>
          </Notice>
        )}
        <Card title="Basics">
          <BasicsFields receiverUrl={receiverUrl} nameRequired />
        </Card>
        <Card title="Events">
          <EventsFields />
        </Card>
        <Card title="Filters">
          <FilterFields />
        </Card>
        <Card title="Payload">
          <PayloadFields />
        </Card>
        <Card title="Security and retries">
          <SecurityFields />
        </Card>
        {update.error && (
          <div ref={intoSight} className={classes.notice}>
            <ErrorNotice
              error={update.error}
              doing="save the webhook"
              undone="It is unchanged."
              kept="What you filled in is still here."
            />
          </div>
        )}
        {clash && (
          <ClashNotice
            clash={clash}
            pending={update.isPending}
            onTheirs={() => showTheirs(clash)}
            onMine={() => save(clash.theirs)}
          />
        )}
        {Object.keys(form.errors).length > 0 && !update.error && (
          <Notice tone="warning">Some fields need a correction; they are marked above.</Notice>
        )}
        <div className={classes.foot}>
          <Button variant="default" onClick={() => leave(false)}>
            Cancel
          </Button>
          <span className={classes.space} />
          <Button type="submit" loading={update.isPending}>
            Save changes
          </Button>
        </div>
      </form>
      <LeaveGuard when={!isUntouched(form.values, began)} isKept onLeave={() => dropDraft(webhook.id)}>
        What you changed is not saved yet.
      </LeaveGuard>
    </WebhookFormProvider>
  );
}
