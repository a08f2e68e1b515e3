import { attempts } from '../../mocks/deliveries.ts';
import { webhooks } from '../../mocks/webhooks.ts';
import { OUT_OF_ORDER } from '../../stories/refusals.ts';
import type { Stories } from '../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, UNBROKEN_NAME } from '../../stories/texts.ts';
import { AttemptVerifier } from './attempt-verifier.tsx';
import { SignatureVerifier } from './signature-verifier.tsx';
import { EMPTY, valuesOf, type VerifyValues } from './verify-values.ts';

const RIGHT = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwL0vTTEx7Q';
const WRONG = 'whsec_bWFkZSBmb3IgdGhpcyB0ZXN0IGFsb25l';

const [signer] = webhooks;
const [made] = attempts;
const [deliveryId, [attempt]] = made ?? ['', []];
const filled: VerifyValues = { ...(attempt ? valuesOf(attempt) : EMPTY), secret: RIGHT };

const verifier = (initial: VerifyValues) => <SignatureVerifier initial={initial} signer={signer} />;
const ofAttempt = (id: string | undefined) => (
  <AttemptVerifier signer={signer} deliveryId={deliveryId} attemptId={id ?? ''} />
);
const verdict = (title: string) => ({ role: 'heading', name: title });
const holding = (name: string, holds: string) => ({ role: 'textbox', name, holds });
const press = ['Verify'];

export const stories: Stories = {
  empty: {
    render: () => verifier(EMPTY),
    shows: [
      { role: 'region', name: 'What is checked' },
      { role: 'button', name: 'Verify' },
    ],
    lacks: [
      holding('Headers', ':'),
      'Paste the headers of the request.',
      'The delivery that the link is about is not there any more.',
    ],
  },
  'something missing': {
    render: () => verifier(EMPTY),
    press,
    shows: ['Paste the headers of the request.', 'Enter the secret, or the public key.'],
  },
  verified: {
    render: () => verifier(filled),
    press,
    shows: [verdict('Verified: the signature is right')],
    lacks: [holding('Body', HEBREW_NAME)],
  },
  'wrong secret': {
    render: () => verifier({ ...filled, secret: WRONG }),
    press,
    shows: [
      verdict('Not verified: another secret, or altered since'),
      'Signature verification failed. Check your secret key.',
    ],
  },
  'no body': {
    render: () => verifier({ ...filled, body: '' }),
    press,
    shows: [verdict('Not verified: the body is empty')],
  },
  'too old': {
    render: () => verifier(filled),
    answers: {
      'signatures.verify': {
        data: {
          verified: false,
          reason: 'old_timestamp',
          detail: 'The signature is right, but its timestamp is 2 hours old.',
        },
      },
    },
    press,
    shows: [verdict('Not verified: right, but too old')],
  },
  error: {
    render: () => verifier(filled),
    answers: { 'signatures.verify': OUT_OF_ORDER },
    press,
    shows: ['Could not verify the signature', 'What you typed is still here.'],
  },
  loading: {
    render: () => ofAttempt(attempt?.id),
    answers: { 'deliveries.attempts': 'never' },
    shows: [{ role: 'status', name: 'The delivery is loading' }],
  },
  'of an attempt': {
    render: () => ofAttempt(attempt?.id),
    shows: ['Filled in with what attempt 1 of the delivery'],
  },
  'of an attempt that is gone': {
    render: () => ofAttempt('att_01kaf3c2v7e8w9xk4t00000000'),
    shows: ['The delivery that the link is about is not there any more.'],
  },
  'of an attempt that cannot be read': {
    render: () => ofAttempt(attempt?.id),
    answers: { 'deliveries.attempts': OUT_OF_ORDER },
    shows: ['Could not load the delivery', { role: 'button', name: 'Try again' }],
  },
  many: {
    render: () =>
      verifier({
        ...filled,
        headers: Array.from({ length: 60 }, (_, index) => `x-header-${index}: value ${index}`).join('\n'),
        body: JSON.stringify(
          Array.from({ length: 400 }, (_, index) => ({ index })),
          null,
          2,
        ),
      }),
    shows: [holding('Headers', 'x-header-59: value 59'), holding('Body', '"index": 399')],
  },
  'long names': {
    render: () =>
      verifier({ ...filled, headers: `x-name: ${UNBROKEN_NAME.repeat(4)}`, body: UNBROKEN_NAME.repeat(9) }),
    shows: [holding('Headers', UNBROKEN_NAME), holding('Body', UNBROKEN_NAME)],
  },
  'right-to-left': {
    render: () =>
      verifier({ ...filled, body: JSON.stringify({ name: ARABIC_NAME, tags: [ARABIC_NAME, HEBREW_NAME] }) }),
    press,
    shows: [verdict('Verified: the signature is right'), holding('Body', HEBREW_NAME)],
  },
};
