import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { NO_INBOX, useInbox } from '../play/use-inbox.ts';
import { useHasReceiver } from '../session/use-session.ts';
import { CreateForm } from './create-form.tsx';
import { CreateSkeleton } from './create-skeleton.tsx';
import { readDraft } from './draft.ts';
import { EMPTY_VALUES } from './form-values.ts';
import type { Step } from './step-names.ts';

interface CreatePageProps {
  step: Step;
  /** Fill in the built-in receiver and all events, so that one click is left. */
  receiver: boolean;
  /** The webhook that was made here, once it was. */
  created: string | undefined;
  onStep: (step: Step) => void;
  onCreated: (id: string) => void;
}

/** The form that stands here, and what it has made. */
interface Form {
  number: number;
  /** As it was when this was last looked at. */
  created: string | undefined;
  made: string | undefined;
}

export function CreatePage({ step, receiver, created, onStep, onCreated }: CreatePageProps) {
  const [form, setForm] = useState<Form>({ number: 1, created, made: undefined });
  // Who asks for the page once more after a webhook was made gets another form.
  if (form.created !== created && created === undefined)
    setForm({ number: form.number + 1, created, made: undefined });
  else if (form.created !== created) setForm({ ...form, created });
  const hasReceiver = useHasReceiver();
  const inbox = useInbox({ enabled: hasReceiver });
  const receiverUrl = inbox.data?.url ?? null;
  // Only the prefilled form has to wait for the receiver's URL.
  const waiting = receiver && hasReceiver && !inbox.data;
  // What was typed into the prefilled form is not what was typed into the empty one.
  const draft = receiver ? 'create.receiver' : 'create';
  const prefilled = { ...EMPTY_VALUES, url: receiverUrl ?? '', name: 'Built-in receiver', events: ['*'] };
  const untouched = receiver ? prefilled : EMPTY_VALUES;
  // Its secret is shown once; who comes back to this address is led to what was made.
  if (created !== undefined && created !== form.made)
    return <Navigate to="/dashboard/settings/webhooks/$id" params={{ id: created }} replace />;
  return (
    <Page title="Create webhook" narrow>
      {waiting && inbox.error ? (
        <>
          <PageHeader title="Create webhook" />
          <ErrorNotice
            error={inbox.error}
            doing="find the built-in receiver"
            kept="Nothing was created."
            onRetry={() => inbox.refetch()}
          />
        </>
      ) : waiting ? (
        <CreateSkeleton />
      ) : (
        <>
          {step === 'basics' && <UnreadLine of={[[inbox, NO_INBOX]]} />}
          <CreateForm
            key={form.number}
            step={step}
            receiverUrl={receiverUrl}
            receiver={receiver}
            draft={draft}
            initial={readDraft(draft)?.values ?? untouched}
            untouched={untouched}
            onStep={onStep}
            onCreated={(id) => {
              setForm((now) => ({ ...now, made: id }));
              onCreated(id);
            }}
          />
        </>
      )}
    </Page>
  );
}
