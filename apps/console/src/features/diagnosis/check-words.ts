import type { DiagnosisCheck } from '@tidings/delivery/schema';

import type { Tone } from '../../ui/status-badge.tsx';

/** What is looked at, in the order in which it is. */
export const CHECKS: Record<DiagnosisCheck['name'], { title: string; about: string }> = {
  status: { title: 'Status', about: 'Whether the webhook is active.' },
  dns: { title: 'Host name', about: 'Whether the name in the URL resolves.' },
  address: { title: 'Address', about: 'Whether deliveries may go there: public addresses only.' },
  tcp: { title: 'Connection', about: 'Whether the port accepts connections.' },
  tls: { title: 'Certificate', about: 'Whether it is valid for the name, with its chain, and until when.' },
  response: { title: 'Response', about: 'Whether a signed webhook.ping is answered 2xx in time.' },
  subscriptions: { title: 'Subscriptions', about: 'Whether each subscription has event types.' },
  filter: { title: 'Filter', about: 'Whether events of these types can pass the filter, and did.' },
  signatures: { title: 'Signatures', about: 'Whether the last answers were 401 or 403.' },
};

export const RESULTS: Record<DiagnosisCheck['result'], { tone: Tone; word: string }> = {
  pass: { tone: 'success', word: 'Passed' },
  warn: { tone: 'warning', word: 'Warning' },
  fail: { tone: 'failure', word: 'Failed' },
};
