import { customHeaders, webhookUrl } from '@tidings/endpoint/schema';
import { eventTypeName } from '@tidings/event/schema';
import { typeId } from '@tidings/kernel/schema';
import { signatureScheme } from '@tidings/secret/schema';
import { z } from 'zod';
import { attempt } from '../attempt-schema.ts';

const type = eventTypeName.meta({ example: 'email.opened', description: 'Event type of the sample.' });
const data = z
  .record(z.string(), z.unknown())
  .meta({ description: "The event's data; the example of the catalog if left out." });
const headers = customHeaders.meta({ description: 'Headers to send besides those that are always sent.' });
const timeoutSeconds = z.number().int().min(1).max(30);

export const testUrlInput = z
  .strictObject({
    url: webhookUrl,
    type,
    data: data.optional(),
    headers: headers.default({}),
    timeout_seconds: timeoutSeconds.default(5),
    signature_scheme: signatureScheme.default('standard'),
  })
  .meta({ id: 'TestUrl' });
export type TestUrlInput = z.output<typeof testUrlInput>;

export const testWebhookInput = z
  .strictObject({
    id: typeId('wh'),
    type: type.optional().meta({
      description: 'Event type of the sample; the first one that the webhook is subscribed to if left out.',
    }),
    data: data.optional(),
    event_id: typeId('evt')
      .optional()
      .meta({ description: 'Sends this event of the log instead of a sample.' }),
    headers: headers.optional().meta({ description: "In place of the webhook's own headers." }),
    timeout_seconds: timeoutSeconds.optional().meta({ description: "The webhook's own if left out." }),
  })
  .refine((given) => given.type === undefined || given.event_id === undefined, {
    path: ['type'],
    message: 'Give either the type of a sample, or the event_id of a past event.',
  })
  .refine((given) => given.data === undefined || given.type !== undefined || given.event_id !== undefined, {
    path: ['type'],
    message: 'Say of which type the data are.',
  })
  .refine((given) => given.data === undefined || given.event_id === undefined, {
    path: ['data'],
    message: 'A past event is sent with its own data. Leave out data, or event_id.',
  })
  .meta({ id: 'TestWebhook' });
export type TestWebhookInput = z.output<typeof testWebhookInput>;

/** How a test went. */
export const testResult = z
  .object({
    success: z.boolean(),
    attempt: attempt.extend({
      delivery_id: typeId('del')
        .nullable()
        .meta({ description: 'In the delivery log; null for a URL alone.' }),
    }),
    causes: z
      .array(z.string())
      .meta({ description: 'What may be wrong, the likeliest first; empty on success.' }),
    secret: z.string().optional().meta({
      description: 'What a test of a URL alone was signed with: made for this test, and kept nowhere.',
    }),
    public_key: z.string().optional().meta({
      description: 'What its Ed25519 signature verifies with, likewise; only with the scheme `ed25519`.',
    }),
  })
  .meta({ id: 'TestResult' });
export type TestResult = z.output<typeof testResult>;
