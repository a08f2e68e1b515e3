import { SegmentedControl } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { exampleOf } from '../catalog/example.ts';
import { PastEventFields } from './past-event-fields.tsx';
import { payloadIssues } from './payload-issues.ts';
import { SampleFields } from './sample-fields.tsx';
import { toTestInput, type InputFault, type Wish } from './test-input.ts';
import type { TestSearch } from './test-search.ts';
import classes from './trial.module.css';
import { firstChoice } from './type-choices.ts';
import { useTestWebhook } from './use-test-webhook.ts';
import { VerificationCode } from './verification-code.tsx';
import { WebhookTester } from './webhook-tester.tsx';

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
  const [fault, setFault] = useState<InputFault | null>(null);
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
  const send = (fields: HTMLElement | null) => {
    const parsed = toTestInput(wish, example);
    setFault(parsed.ok ? null : parsed.fault);
    if (!parsed.ok) return focusFault(fields);
    test.mutate(
      { id: webhook.id, ...parsed.input },
      {
        onSuccess: () => {
          if (wish.from === 'sample' && wish.type !== null)
            setSent(new Map(sent).set(wish.type, wish.payload));
        },
        onError: () => focusFault(fields),
      },
    );
  };
  const messageOf = (field: InputFault['field']) => (fault?.field === field ? fault.message : null);
  const refused = wish.from === 'sample' ? payloadIssues(test.error, payload) : [];
  return (
    <>
      <WebhookTester
        className={classes.card}
        // What is wrong with the data stands at their field.
        trial={{ ...test, error: refused.length > 0 ? null : test.error }}
        webhookId={webhook.id}
        seconds={webhook.timeout_seconds}
        kept="What you chose is still here."
        onSend={send}
      >
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
            payloadFaults={fault?.field === 'payload' ? [fault] : refused}
            onType={(name) => change({ type: name })}
            onPayload={(text) => {
              setFault(null);
              if (test.error) test.reset();
              if (type !== null) setEdits(withText(edits, type, text));
            }}
          />
        )}
      </WebhookTester>
      <div className={classes.below}>
        <VerificationCode webhook={webhook} />
      </div>
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
