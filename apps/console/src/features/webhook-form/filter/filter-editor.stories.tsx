import type { EventType } from '@tidings/event/schema';
import { useState } from 'react';

import { catalog } from '../../../mocks/catalog.ts';
import { OUT_OF_ORDER } from '../../../stories/refusals.ts';
import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, UNBROKEN_NAME } from '../../../stories/texts.ts';
import { useWebhookForm, WebhookFormProvider } from '../form-context.ts';
import { EMPTY_VALUES } from '../form-values.ts';
import { FilterEditor } from './filter-editor.tsx';
import { FilterFields } from './filter-fields.tsx';
import { writeFilterText } from './write-filter.ts';

interface EditingProps {
  first?: string;
  selection?: string[];
  types?: EventType[];
  error?: string;
}

/** Holds the filter, as the form does. */
function Editing({ first = '{}', selection = ['email.*'], types = catalog, error }: EditingProps) {
  const [text, setText] = useState(first);
  return (
    <FilterEditor
      types={types}
      selection={selection}
      apiVersion=""
      text={text}
      error={error ?? null}
      onChange={setText}
    />
  );
}

/** In the form that reads the catalog for it. */
function InForm() {
  const form = useWebhookForm({ initialValues: { ...EMPTY_VALUES, events: ['email.*'] } });
  return (
    <WebhookFormProvider form={form}>
      <FilterFields />
    </WebhookFormProvider>
  );
}

const picked = (...values: string[]) => writeFilterText({ 'object.tags': values });
const press = ['Test filter'];
const triedOn = (holds: string) => ({ role: 'combobox', name: 'Try it on the example of', holds });

export const stories: Stories = {
  empty: {
    render: () => <InForm />,
    shows: [
      { role: 'combobox', name: 'Contact tag' },
      { role: 'textbox', name: 'Filter as JSON', holds: '{}' },
      'Shows whether the example passes',
    ],
    lacks: ['Could not test the filter'],
  },
  picked: { render: () => <Editing first={picked('vip', 'premium')} />, shows: ['vip', 'premium'] },
  'more than can be picked': {
    render: () => <Editing first={writeFilterText({ 'object.tags': { $nin: ['vip'] } })} />,
    shows: ['The JSON says more about it than can be picked here.'],
  },
  'not JSON': {
    render: () => <Editing first={'{"object.tags": '} />,
    shows: ['The filter has a fault.', { role: 'button', name: 'Line 1' }],
  },
  'refused by the server': {
    render: () => <Editing first={picked('vip')} error="A filter has at most 200 keys." />,
    shows: ['A filter has at most 200 keys.'],
  },
  'nothing to choose by': {
    render: () => <Editing selection={['webhook.disabled']} />,
    shows: [
      'The selected events have no workspace, campaign or tag to choose by.',
      triedOn('webhook.disabled'),
    ],
  },
  'without a catalog': {
    render: () => <Editing types={[]} />,
    shows: ['Write the filter as JSON.'],
    lacks: [triedOn('.')],
  },
  loading: {
    render: () => <InForm />,
    answers: { 'eventTypes.list': 'never' },
    shows: [{ role: 'status', name: 'The filter is loading' }],
  },
  error: {
    render: () => <InForm />,
    answers: { 'eventTypes.list': OUT_OF_ORDER },
    shows: ['Could not load what events can be filtered by', { role: 'button', name: 'Try again' }],
  },
  'the example passes': {
    render: () => <Editing />,
    press,
    shows: ['Example passes', 'Matched 7 of 7'],
  },
  'the example does not pass': {
    render: () => <Editing first={picked('nobody-has-this')} />,
    press,
    shows: ['Example does not pass', 'Matched 0 of 7'],
  },
  'no events yet': {
    render: () => <Editing />,
    answers: {
      'filters.test': {
        data: { matches: true, failed_clause: null, backtest: { tested: 0, matched: 0 } },
      },
    },
    press,
    shows: ['No events'],
  },
  'being tested': {
    render: () => <Editing />,
    answers: { 'filters.test': 'never' },
    press,
    shows: [{ css: 'section[aria-label="Test the filter"] [aria-busy=true]' }],
  },
  'not tested': {
    render: () => <Editing />,
    answers: { 'filters.test': OUT_OF_ORDER },
    press,
    shows: ['Could not test the filter', 'The filter is still here.'],
  },
  many: {
    render: () => (
      <Editing
        first={picked(...Array.from({ length: 60 }, (_, index) => `tag-${index}`))}
        selection={['*']}
      />
    ),
    shows: ['tag-59'],
  },
  'long names': { render: () => <Editing first={picked(UNBROKEN_NAME)} />, shows: [UNBROKEN_NAME] },
  'right-to-left': {
    render: () => <Editing first={picked(ARABIC_NAME, HEBREW_NAME)} />,
    shows: [ARABIC_NAME, HEBREW_NAME],
  },
};
