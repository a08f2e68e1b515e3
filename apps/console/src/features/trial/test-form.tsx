import { Button, SegmentedControl } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';
import { useState, type FormEvent } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { exampleOf } from '../catalog/example.ts';
import { PastEventFields } from './past-event-fields.tsx';
import { payloadIssues } from './payload-issues.ts';
import { SampleFields } from './sample-fields.tsx';
import { toTestInput, type Wish } from './test-input.ts';
import type { TestSearch } from './test-search.ts';
import { TrialProgress } from './trial-progress.tsx';
import { TrialResult } from './trial-result.tsx';
import classes from './trial.module.css';
import { firstChoice } from './type-choices.ts';
import { useTestWebhook } from './use-test-webhook.ts';
import { VerificationCode } from './verification-code.tsx';

interface TestFormProps {
  webhook: Webhook;
  types: EventType[];
  search: TestSearch;
  onSearch: (search: TestSearch) => void;
}

/** An edited payload belongs to the type that it was edited for, and waits there while another one is looked at. */
type Edits = ReadonlyMap<string, string>;

export function TestForm({ webhook, types, search, onSearch }: TestFormProps) {
  const [edits, setEdits] = useState<Edits>(new Map());
  const [sent, setSent] = useState<Edits>(new Map());
  const [fault, setFault] = useState<{ field: string; message: string } | null>(null);
  const test = useTestWebhook();
  const type = types.find(({ name }) => name === search.type)?.name ?? firstChoice(types, webhook.events);
  const example = exampleText(types, type);
  const payload = (type === null ? undefined : edits.get(type)) ?? example ?? '{}';
  const wish: Wish =
    search.from === 'event'
      ? { from: 'event', event: search.event ?? '' }
      : { from: 'sample', type, payload };
  const isUnsent = [...edits].some(
    ([name, text]) => text !== sent.get(name) && text !== exampleText(types, name),
  );

  const change = (changed: Partial<TestSearch>) => {
    setFault(null);
    onSearch({ ...search, ...changed });
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const parsed = toTestInput(wish, example);
    setFault(parsed.ok ? null : parsed.fault);
    if (!parsed.ok) return focusFault(currentTarget);
    test.mutate(
      { id: webhook.id, ...parsed.input },
      {
        onSuccess: () => {
          if (wish.from === 'sample' && wish.type !== null)
            setSent(new Map(sent).set(wish.type, wish.payload));
        },
        onError: () => focusFault(currentTarget),
      },
    );
  };
  const messageOf = (field: string) => (fault?.field === field ? fault.message : null);
  const refused = wish.from === 'sample' ? payloadIssues(test.error) : [];
  return (
    <>
      <form className={classes.card} onSubmit={send} noValidate aria-label="What to send">
        <SegmentedControl
          aria-label="What to send"
          className={classes.from}
          data={[
            { value: 'sample', label: 'A sample' },
            { value: 'event', label: 'A past event' },
          ]}
          value={wish.from}
          onChange={(from) => change({ from: from === 'event' ? 'event' : undefined })}
        />
        {wish.from === 'event' ? (
          <PastEventFields types={types} search={search} error={messageOf('event')} onChange={change} />
        ) : (
          <SampleFields
            types={types}
            selection={webhook.events}
            type={type}
            payload={payload}
            isExample={payload === example}
            typeError={messageOf('type')}
            payloadErrors={[messageOf('payload') ?? [], refused].flat()}
            onType={(name) => change({ type: name })}
            onPayload={(text) => {
              setFault(null);
              if (test.error) test.reset();
              if (type !== null) setEdits(withText(edits, type, text));
            }}
          />
        )}
        <div className={classes.foot}>
          <Button type="submit" loading={test.isPending}>
            Send test event
          </Button>
          {test.isPending && (
            <TrialProgress startedAtMs={test.submittedAt} seconds={webhook.timeout_seconds} />
          )}
        </div>
      </form>
      <div aria-live="polite" className={classes.outcome}>
        {test.error && refused.length === 0 && (
          <ErrorNotice error={test.error} doing="send the test" kept="What you chose is still here." />
        )}
        {test.data && !test.isPending && <TrialResult webhookId={webhook.id} result={test.data} />}
      </div>
      <VerificationCode webhook={webhook} />
      <LeaveGuard when={isUnsent}>The data that you edited were not sent and are kept nowhere.</LeaveGuard>
    </>
  );
}

function withText(edits: Edits, type: string, text: string | null): Edits {
  const others = [...edits].filter(([name]) => name !== type);
  return new Map(text === null ? others : [...others, [type, text]]);
}

function exampleText(types: readonly EventType[], name: string | null): string | null {
  const example = exampleOf(types.find((each) => each.name === name));
  return example && JSON.stringify(example, null, 2);
}
