import { VisuallyHidden } from '@mantine/core';

import { CodeBlock } from '../../ui/code-block.tsx';
import { Mono } from '../../ui/mono.tsx';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { unbroken } from '../../format/duration.ts';
import { count, counted } from '../../format/number.ts';
import { useSession } from '../session/use-session.ts';
import { schemesOf } from '../webhooks/schemes.ts';
import { STYLE_WORDS } from '../webhooks/style-words.ts';
import { readFilterText } from './filter/filter-text.ts';
import { useWebhookFormContext } from './form-context.ts';
import type { WebhookFormValues } from './form-values.ts';
import { retryMeaning } from './retry-presets.ts';
import type { Step } from './step-names.ts';
import classes from './review.module.css';

/** What is done once, in the order in which it is done. */
function creationWords({ verify, ping }: WebhookFormValues): string {
  const steps = [...(verify ? ['The endpoint proves itself'] : []), ...(ping ? ['A ping is sent'] : [])];
  return steps.join('. ') || 'Nothing is sent';
}

export function Review({ onEdit }: { onEdit: (step: Step) => void }) {
  const { values } = useWebhookFormContext();
  const headers = values.headers.filter((row) => row.name.trim());
  const { brand } = useSession();
  const scheme = schemesOf(brand).find(({ value }) => value === values.signature_scheme);
  const filtered = Object.keys(readFilterText(values.filter).filter ?? { faulty: true }).length > 0;
  const parts: { step: Step; title: string; facts: Fact[] }[] = [
    {
      step: 'basics',
      title: 'Basics',
      facts: [
        { name: 'URL', value: values.url ? <Mono>{values.url}</Mono> : 'Missing' },
        { name: 'Name', value: values.name || "The URL's host" },
        ...(values.description ? [{ name: 'Description', value: values.description }] : []),
      ],
    },
    {
      step: 'events',
      title: 'Events',
      facts: [
        {
          name: 'Events',
          value: values.events.includes('*') ? (
            'All events, also types that are added later'
          ) : (
            <Mono>{values.events.join(', ') || 'None yet'}</Mono>
          ),
        },
      ],
    },
    {
      step: 'filters',
      title: 'Filters',
      facts: [
        {
          name: 'Filter',
          value: filtered ? (
            <CodeBlock label="Filter" maxHeight={200} as="json">
              {values.filter}
            </CodeBlock>
          ) : (
            'None: every event of these types is delivered'
          ),
        },
      ],
    },
    {
      step: 'security',
      title: 'Security and retries',
      facts: [
        { name: 'Timeout', value: counted(Number(values.timeout_seconds), 'second') },
        {
          name: 'Rate limit',
          value: values.rate_limit === '' ? 'None' : `${count(Number(values.rate_limit))} a second`,
        },
        {
          name: 'Retries',
          value: unbroken(
            retryMeaning(values.retry_enabled, values.max_retries, values.delays) ?? 'Cannot be read',
          ),
        },
        {
          name: 'Headers',
          value: headers.length ? <Mono>{headers.map((row) => row.name).join(', ')}</Mono> : 'None',
        },
        {
          name: 'Signature',
          value: `${scheme?.label}. ${scheme?.adds}`,
        },
        { name: 'Payload', value: STYLE_WORDS[values.payload_style] },
        { name: 'API version', value: values.api_version || 'The newest' },
        { name: 'At creation', value: creationWords(values) },
      ],
    },
  ];
  return parts.map((part) => (
    <section key={part.step} className={classes.part} aria-label={part.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{part.title}</h2>
        <button type="button" className={classes.edit} onClick={() => onEdit(part.step)}>
          Edit<VisuallyHidden> {part.title}</VisuallyHidden>
        </button>
      </div>
      <Facts facts={part.facts} />
    </section>
  ));
}
