import body from './delivery-body.json?raw';
import headers from './delivery-headers.txt?raw';
import retryHeaders from './delivery-headers-retry.txt?raw';
import problem from './problem.json?raw';
import clientTags from './client/tags.mjs?raw';
import rails from './frameworks/rails.rb?raw';
import railsJob from './frameworks/rails_job.rb?raw';
import publishOnce from './publishing/publish-once.mjs?raw';
import publishOnceRuby from './publishing/publish-once.rb?raw';
import publishOnceCurl from './publishing/publish-once.sh?raw';
import publishNode from './quickstart/publish.mjs?raw';
import publishRuby from './quickstart/publish.rb?raw';
import publishCurl from './quickstart/publish.sh?raw';
import published from './quickstart/published.json?raw';
import registerNode from './quickstart/register.mjs?raw';
import registerRuby from './quickstart/register.rb?raw';
import registerCurl from './quickstart/register.sh?raw';
import registered from './quickstart/registered.json?raw';
import receiver from './quickstart/receiver.mjs?raw';
import attempt from './retries/attempt.json?raw';
import delivery from './retries/delivery.json?raw';
import bodyScheme from './schemes/body.mjs?raw';
import ed25519Scheme from './schemes/ed25519.mjs?raw';
import timestampedScheme from './schemes/timestamped.mjs?raw';
import byHand from './verifying/by-hand.mjs?raw';
import byHandPhp from './verifying/by-hand.php?raw';
import byHandPython from './verifying/by-hand.py?raw';
import byHandRuby from './verifying/by-hand.rb?raw';
import byHandTypeScript from './verifying/by-hand.mts?raw';
import challenge from './verifying/challenge.mjs?raw';
import withStandardWebhooks from './verifying/standardwebhooks.mjs?raw';
import withSvix from './verifying/svix.mjs?raw';
import verified from './verifying/verified.json?raw';
import whenToRetry from './verifying/when-to-retry.mjs?raw';

export interface Sample {
  label: string;
  lang: string;
  code: string;
}

export interface SampleGroup {
  title?: string;
  /** The heading of the page that it belongs to, by its id: when that is read, this is shown. */
  section?: string;
  tabs: Sample[];
  note?: string;
}

const publishTabs: Sample[] = [
  { label: 'Response', lang: 'json', code: published },
  { label: 'cURL', lang: 'bash', code: publishCurl },
  { label: 'Node.js', lang: 'js', code: publishNode },
  { label: 'Ruby', lang: 'ruby', code: publishRuby },
];
const registerTabs: Sample[] = [
  { label: 'Response', lang: 'json', code: registered },
  { label: 'cURL', lang: 'bash', code: registerCurl },
  { label: 'Node.js', lang: 'js', code: registerNode },
  { label: 'Ruby', lang: 'ruby', code: registerRuby },
];

/** What stands beside a page; a page asks for it by `samples:` in its front matter. */
export const panels: Record<string, SampleGroup[]> = {
  quickstart: [
    {
      title: 'Step 1, receive',
      section: '1-build-a-receiver',
      tabs: [
        { label: 'Node.js', lang: 'js', code: receiver },
        { label: 'Ruby', lang: 'ruby', code: rails },
      ],
      note: 'Node.js is the receiver of this page, with Express. Ruby is the controller of a receiver in Rails.',
    },
    { title: 'Step 3, register', section: '3-register', tabs: registerTabs },
    {
      title: 'Step 4, handle',
      section: '4-handle',
      tabs: [
        { label: 'Node.js', lang: 'js', code: receiver },
        { label: 'Ruby', lang: 'ruby', code: railsJob },
      ],
      note: 'Ruby is the job to which the controller of step 1 hands the event.',
    },
    { title: 'Step 5, publish', section: '5-test', tabs: publishTabs },
  ],
  client: [
    { title: 'Publish and read', tabs: [{ label: 'Node.js', lang: 'js', code: clientTags }] },
    { title: 'The answer', section: 'which-way-to-publish', tabs: publishTabs.slice(0, 1) },
  ],
  testing: [
    { title: 'The receiver', tabs: [{ label: 'Node.js', lang: 'js', code: receiver }] },
    {
      title: 'Events to try it with',
      section: 'real-events',
      tabs: publishTabs,
    },
    {
      title: 'What arrives',
      section: 'in-your-own-tests',
      tabs: [{ label: 'Headers', lang: 'http', code: headers }],
    },
  ],
  checking: [
    {
      title: 'A receiver that answers',
      tabs: [{ label: 'Node.js', lang: 'js', code: challenge }],
      note: 'A whole receiver, with Express. It answers challenges as long as it has no secret.',
    },
  ],
  publishing: [
    {
      title: 'Publish an event',
      tabs: publishTabs,
    },
    {
      title: 'Publish once',
      section: 'publishing-once',
      tabs: [
        { label: 'cURL', lang: 'bash', code: publishOnceCurl },
        { label: 'Node.js', lang: 'js', code: publishOnce },
        { label: 'Ruby', lang: 'ruby', code: publishOnceRuby },
      ],
      note: 'Done a second time it stores nothing and gets the first answer.',
    },
  ],
  errors: [
    { title: 'An error', section: 'errors', tabs: [{ label: 'Response', lang: 'json', code: problem }] },
    { title: 'Publish an event', tabs: publishTabs },
  ],
  delivery: [
    { title: 'Body', section: 'body', tabs: [{ label: 'Snapshot', lang: 'json', code: body }] },
    {
      title: 'Headers',
      section: 'headers',
      tabs: [
        { label: 'First attempt', lang: 'http', code: headers },
        { label: 'Retry', lang: 'http', code: retryHeaders },
      ],
      note: 'The same webhook-id on every attempt; a fresh timestamp and signature on each.',
    },
  ],
  retries: [
    {
      title: 'A receiver that decides',
      section: 'when-your-receiver-decides',
      tabs: [{ label: 'Node.js', lang: 'js', code: whenToRetry }],
      note: 'A whole receiver, with Express. It ends duplicates, asks for time when it is busy, and refuses for good.',
    },
    {
      title: 'A delivery that waits for its retry',
      section: 'the-log',
      tabs: [
        { label: 'Delivery', lang: 'json', code: delivery },
        { label: 'Attempt', lang: 'json', code: attempt },
      ],
      note: 'From GET /api/v1/deliveries/{id} and GET /api/v1/deliveries/{id}/attempts; request headers and body are shortened.',
    },
  ],
  verifying: [
    {
      section: 'with-a-library',
      tabs: [
        { label: 'standardwebhooks', lang: 'js', code: withStandardWebhooks },
        { label: 'svix', lang: 'js', code: withSvix },
      ],
      note: 'Node.js with Express. Each sample is a whole receiver.',
    },
    {
      title: 'By hand',
      section: 'by-hand',
      tabs: [
        { label: 'Node.js', lang: 'js', code: byHand },
        { label: 'TypeScript', lang: 'ts', code: byHandTypeScript },
        { label: 'Ruby', lang: 'ruby', code: byHandRuby },
        { label: 'Python', lang: 'python', code: byHandPython },
        { label: 'PHP', lang: 'php', code: byHandPhp },
      ],
      note: 'Whole receivers, with nothing but the standard library where it has an HTTP server.',
    },
    {
      title: 'Other schemes',
      section: 'other-schemes',
      tabs: [
        { label: 'timestamped', lang: 'js', code: timestampedScheme },
        { label: 'body', lang: 'js', code: bodyScheme },
        { label: 'ed25519', lang: 'js', code: ed25519Scheme },
      ],
    },
    {
      title: 'A verdict',
      section: 'when-it-does-not-verify',
      tabs: [{ label: 'Response', lang: 'json', code: verified }],
    },
    { title: 'What it reads', tabs: [{ label: 'Headers', lang: 'http', code: headers }] },
  ],
};
