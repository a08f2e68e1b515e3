import { Button, Title } from '@mantine/core';
import { Link, Navigate, useLocation } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';

import { issuesOf } from '../../api/failure.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault, intoSight } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useCreateWebhook } from '../webhooks/use-create-webhook.ts';
import { BasicsFields } from './basics-fields.tsx';
import classes from './create-form.module.css';
import { CreatedScreen } from './created-screen.tsx';
import { CreationFields } from './creation-fields.tsx';
import { dropDraft, isUntouched, keepDraft } from './draft.ts';
import { EventsFields } from './events-fields.tsx';
import { fieldErrors, type FieldErrors } from './field-errors.ts';
import { FilterFields } from './filter/filter-fields.tsx';
import { WebhookFormProvider, useWebhookForm } from './form-context.ts';
import { toCreateInput } from './form-input.ts';
import type { WebhookFormValues } from './form-values.ts';
import { PayloadFields } from './payload/payload-fields.tsx';
import { Review } from './review.tsx';
import { SecurityFields } from './security-fields.tsx';
import { StepList } from './step-list.tsx';
import { STEPS, type Step } from './step-names.ts';
import { errorsOfStep, firstFaultyStep, STEP_QUESTIONS } from './steps.ts';
import { TestSection } from './test-section.tsx';
import { useUrlTest } from './use-url-test.ts';

interface CreateFormProps {
  step: Step;
  receiverUrl: string | null;
  /** It is prefilled with the built-in receiver. */
  receiver: boolean;
  /** Where what is typed is kept. */
  draft: string;
  initial: WebhookFormValues;
  /** Nothing was typed while it is still this. */
  untouched: WebhookFormValues;
  onStep: (step: Step) => void;
  /** It is there now: the address is to lead to it from here on. */
  onCreated: (id: string) => void;
}

export function CreateForm(props: CreateFormProps) {
  const { step, receiverUrl, receiver, draft, initial, untouched, onStep, onCreated } = props;
  const form = useWebhookForm({
    initialValues: initial,
    onValuesChange: (values) => keepDraft(draft, { values, began: untouched }),
  });
  const create = useCreateWebhook();
  const urlTest = useUrlTest(form.values);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const formRef = useRef<HTMLFormElement>(null);
  const index = STEPS.indexOf(step);
  const isLaterStep = useLocation({ select: ({ state }) => state.isLaterStep === true });
  const [isBegun, setBegun] = useState(false);

  const go = (to: Step) => {
    setBegun(true);
    onStep(to);
    // The new step is announced and read from its top.
    requestAnimationFrame(() => headingRef.current?.focus());
  };
  const show = (errors: FieldErrors, at: Step | null) => {
    form.setErrors(errors);
    if (at && at !== step) onStep(at);
    focusFault(formRef.current);
  };
  const showFaults = () => {
    const parsed = toCreateInput(form.values);
    if (!parsed.ok) show(parsed.errors, firstFaultyStep(parsed.errors));
  };
  const advance = (event: FormEvent) => {
    event.preventDefault();
    const parsed = toCreateInput(form.values);
    const errors = parsed.ok ? {} : parsed.errors;
    if (step !== 'review') {
      const own = errorsOfStep(errors, step);
      if (Object.keys(own).length > 0) return show(own, step);
      form.clearErrors();
      return go(STEPS[index + 1] ?? 'review');
    }
    if (!parsed.ok) return show(errors, firstFaultyStep(errors));
    create.mutate(parsed.input, {
      onSuccess: ({ id }) => {
        dropDraft(draft);
        onCreated(id);
      },
      onError: (error) => {
        const { fields } = fieldErrors(issuesOf(error), form.values);
        show(fields, firstFaultyStep(fields));
      },
    });
  };

  if (create.data) {
    return <CreatedScreen webhook={create.data} toReceiver={create.data.url === receiverUrl} />;
  }
  // The steps of a form that was sent or left are still in the history; with nothing filled in, it starts at the first.
  if (isLaterStep && !isBegun && step !== 'basics' && isUntouched(form.values, untouched)) {
    const search = receiver ? { receiver } : {};
    return <Navigate to="/dashboard/settings/webhooks/create" search={search} replace />;
  }
  return (
    <WebhookFormProvider form={form}>
      <form ref={formRef} className={classes.card} onSubmit={advance} noValidate>
        <StepList current={step} onStep={go} />
        <div className={classes.body}>
          <Title order={1} ref={headingRef} tabIndex={-1} className={classes.question}>
            {STEP_QUESTIONS[step].title}
          </Title>
          <p className={classes.sentence}>{STEP_QUESTIONS[step].sentence}</p>
          {create.error && (
            <div ref={intoSight} className={classes.notice}>
              <ErrorNotice
                error={create.error}
                doing="create the webhook"
                undone="Nothing was created."
                kept="What you filled in is still here."
              />
            </div>
          )}
          {step === 'basics' && <BasicsFields receiverUrl={receiverUrl} />}
          {step === 'events' && <EventsFields />}
          {step === 'filters' && <FilterFields />}
          {step === 'security' && (
            <div className={classes.parts}>
              <SecurityFields />
              <PayloadFields />
              <CreationFields />
            </div>
          )}
          {step === 'review' && (
            <>
              <Review onEdit={go} />
              <TestSection urlTest={urlTest} onFaulty={showFaults} />
            </>
          )}
        </div>
        <div className={classes.foot}>
          <Button
            className={classes.cancel}
            variant="subtle"
            color="gray"
            renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}
          >
            Cancel
          </Button>
          <span className={classes.space} />
          {index > 0 && (
            <Button variant="default" onClick={() => go(STEPS[index - 1] ?? 'basics')}>
              Back
            </Button>
          )}
          <Button type="submit" loading={create.isPending}>
            {step !== 'review'
              ? 'Continue'
              : urlTest.trial.data?.success === false
                ? 'Create anyway'
                : 'Create webhook'}
          </Button>
        </div>
      </form>
      <LeaveGuard when={!isUntouched(form.values, untouched)} isKept onLeave={() => dropDraft(draft)}>
        The webhook was not created yet.
      </LeaveGuard>
    </WebhookFormProvider>
  );
}
