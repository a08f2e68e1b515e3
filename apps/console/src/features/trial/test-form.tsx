import { SegmentedControl } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Webhook } from '@tidings/endpoint/schema';
import type { EventType } from '@tidings/event/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { exampleOf } from '../catalog/example.ts';
import { PastEventFields } from './past-event-fields.tsx';
import { payloadFaults } from './payload-faults.ts';
import { SampleFields } from './sample-fields.tsx';
import { testErrors, testField, toTestInput, type Wish } from './test-input.ts';
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

/**
 * What is typed; what is chosen stands in the URL. An edited payload belongs to the type that it was edited for, and waits
 * there while another one is looked at.
 */
interface TestValues {
  payload: Partial<Record<string, string>>;
}

export function TestForm({ webhook, types, search, onSearch }: TestFormProps) {
  const test = useTestWebhook();
  const { id } = webhook;
  const type = types.find(({ name }) => name === search.type)?.name ?? firstChoice(types, webhook.events);
  const example = exampleText(types, type);
  const textIn = ({ payload }: TestValues) => (type === null ? undefined : payload[type]) ?? example ?? '{}';
  const wishOf = (values: TestValues): Wish =>
    search.from === 'event'
      ? { id, from: 'event', event: search.event ?? '' }
      : { id, from: 'sample', type, payload: textIn(values) };
  const form = useForm<TestValues>({
    initialValues: { payload: {} },
    validate: (values) => testErrors(toTestInput(wishOf(values), example)),
  });
  const { formRef, submit, refuse, besideFields } = useSubmit<TestValues, HTMLDivElement>(form, (error) =>
    fieldIssues(error, testField),
  );
  const payload = textIn(form.values);
  const isUnsent = Object.entries(form.values.payload).some(
    ([name, text]) => text !== form.getInitialValues().payload[name] && text !== exampleText(types, name),
  );

  const change = (changed: Partial<TestSearch>) => {
    form.clearErrors();
    onSearch({ ...search, ...changed });
  };
  const send = submit((values) => {
    const wish = wishOf(values);
    const parsed = toTestInput(wish, example);
    if (!parsed.ok) return;
    test.mutate(parsed.input, {
      onSuccess: () => {
        if (wish.from === 'event' || wish.type === null) return;
        form.resetDirty({ payload: { ...form.getInitialValues().payload, [wish.type]: wish.payload } });
      },
      onError: refuse,
    });
  });
  return (
    <>
      <WebhookTester
        className={classes.card}
        trial={{ ...test, error: besideFields(test.error) }}
        webhookId={webhook.id}
        seconds={webhook.timeout_seconds}
        kept="What you chose is still here."
        fieldsRef={formRef}
        onSend={send}
      >
        <SegmentedControl
          aria-label="What to send"
          className={classes.from}
          data={[
            { value: 'sample', label: 'A sample' },
            { value: 'event', label: 'A past event' },
          ]}
          value={search.from ?? 'sample'}
          onChange={(from) => change({ from: from === 'event' ? 'event' : undefined })}
        />
        {search.from === 'event' ? (
          <PastEventFields types={types} search={search} error={form.errors['event']} onChange={change} />
        ) : (
          <SampleFields
            types={types}
            selection={webhook.events}
            type={type}
            payload={payload}
            isExample={payload === example}
            typeError={form.errors['type']}
            payloadFaults={
              form.errors['payload'] ? payloadFaults(wishOf(form.values), example, test.error) : []
            }
            onType={(name) => change({ type: name })}
            onPayload={(text) => {
              if (test.error) test.reset();
              if (type !== null) form.setFieldValue('payload', withText(form.values.payload, type, text));
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

function withText(texts: TestValues['payload'], type: string, text: string | null): TestValues['payload'] {
  const { [type]: _before, ...others } = texts;
  return text === null ? others : { ...others, [type]: text };
}

function exampleText(types: readonly EventType[], name: string | null): string | null {
  const example = exampleOf(types.find((each) => each.name === name));
  return example && JSON.stringify(example, null, 2);
}
