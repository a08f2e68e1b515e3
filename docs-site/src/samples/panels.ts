import body from './delivery-body.json?raw';
import headers from './delivery-headers.txt?raw';
import retryHeaders from './delivery-headers-retry.txt?raw';
import problem from './problem.json?raw';
import publishOnce from './publishing/publish-once.mjs?raw';
import publishNode from './quickstart/publish.mjs?raw';
import publishCurl from './quickstart/publish.sh?raw';
import published from './quickstart/published.json?raw';
import registerNode from './quickstart/register.mjs?raw';
import registerCurl from './quickstart/register.sh?raw';
import registered from './quickstart/registered.json?raw';
import attempt from './retries/attempt.json?raw';
import delivery from './retries/delivery.json?raw';
import bodyScheme from './schemes/body.mjs?raw';
import ed25519Scheme from './schemes/ed25519.mjs?raw';
import timestampedScheme from './schemes/timestamped.mjs?raw';
import byHand from './verifying/by-hand.mjs?raw';
import byHandPhp from './verifying/by-hand.php?raw';
import byHandPython from './verifying/by-hand.py?raw';
import byHandRuby from './verifying/by-hand.rb?raw';
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
  tabs: Sample[];
  note?: string;
}

/** What stands beside a page; a page asks for it by `samples:` in its front matter. */
export const panels: Record<string, SampleGroup[]> = {
  quickstart: [
    {
      title: 'Step 3, register',
      tabs: [
        { label: 'Response', lang: 'json', code: registered },
        { label: 'Node.js', lang: 'js', code: registerNode },
      ],
    },
    {
      title: 'Step 5, publish',
      tabs: [
        { label: 'Response', lang: 'json', code: published },
        { label: 'Node.js', lang: 'js', code: publishNode },
      ],
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
      tabs: [
        { label: 'cURL', lang: 'bash', code: publishCurl },
        { label: 'Node.js', lang: 'js', code: publishNode },
        { label: 'Response', lang: 'json', code: published },
      ],
    },
    {
      title: 'Publish once',
      tabs: [{ label: 'Node.js', lang: 'js', code: publishOnce }],
      note: 'The second call stores nothing and gets the first answer.',
    },
  ],
  rest: [
    {
      title: 'Publish an event',
      tabs: [
        { label: 'cURL', lang: 'bash', code: publishCurl },
        { label: 'Node.js', lang: 'js', code: publishNode },
        { label: 'Response', lang: 'json', code: published },
      ],
    },
    {
      title: 'Create a webhook',
      tabs: [
        { label: 'cURL', lang: 'bash', code: registerCurl },
        { label: 'Node.js', lang: 'js', code: registerNode },
        { label: 'Response', lang: 'json', code: registered },
      ],
    },
    { title: 'An error', tabs: [{ label: 'Response', lang: 'json', code: problem }] },
  ],
  delivery: [
    { title: 'Body', tabs: [{ label: 'Snapshot', lang: 'json', code: body }] },
    {
      title: 'Headers',
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
      tabs: [{ label: 'Node.js', lang: 'js', code: whenToRetry }],
      note: 'A whole receiver, with Express. It ends duplicates, asks for time when it is busy, and refuses for good.',
    },
    {
      title: 'A delivery that waits for its retry',
      tabs: [
        { label: 'Delivery', lang: 'json', code: delivery },
        { label: 'Attempt', lang: 'json', code: attempt },
      ],
      note: 'From GET /api/v1/deliveries/{id} and GET /api/v1/deliveries/{id}/attempts; request headers and body are shortened.',
    },
  ],
  verifying: [
    {
      tabs: [
        { label: 'standardwebhooks', lang: 'js', code: withStandardWebhooks },
        { label: 'svix', lang: 'js', code: withSvix },
      ],
      note: 'Node.js with Express. Each sample is a whole receiver.',
    },
    {
      title: 'By hand',
      tabs: [
        { label: 'Node.js', lang: 'js', code: byHand },
        { label: 'Ruby', lang: 'ruby', code: byHandRuby },
        { label: 'Python', lang: 'python', code: byHandPython },
        { label: 'PHP', lang: 'php', code: byHandPhp },
      ],
      note: 'Whole receivers, with nothing but the standard library where it has an HTTP server.',
    },
    {
      title: 'Other schemes',
      tabs: [
        { label: 'timestamped', lang: 'js', code: timestampedScheme },
        { label: 'body', lang: 'js', code: bodyScheme },
        { label: 'ed25519', lang: 'js', code: ed25519Scheme },
      ],
    },
    { title: 'A verdict', tabs: [{ label: 'Response', lang: 'json', code: verified }] },
    { title: 'What it reads', tabs: [{ label: 'Headers', lang: 'http', code: headers }] },
  ],
};
