import { pageInput, pageOf, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export { noticeWords, outcomeWords } from './notice-words.ts';

/** What came of the attempt that decided it: its status, or why there was none. */
const last = {
  last_status_code: z.number().int().nullable(),
  last_error: z.string().nullable(),
};

const warning = z.object({
  kind: z.literal('webhook.warning'),
  details: z.object({ threshold: z.number().int(), consecutive_failures: z.number().int(), ...last }),
});
const degraded = z.object({
  kind: z.literal('webhook.degraded'),
  details: z.object({
    reason: z.enum(['consecutive_failures', 'failure_rate']),
    consecutive_failures: z.number().int(),
    /** Of the last 24 hours, where they were counted. */
    attempts: z.number().int().nullable(),
    failed: z.number().int().nullable(),
    ...last,
  }),
});
const recovered = z.object({ kind: z.literal('webhook.recovered'), details: z.object({}) });
const disabled = z.object({
  kind: z.literal('webhook.disabled'),
  details: z.object({
    reason: z.enum(['consecutive_failures', 'sustained_failures', 'gone']),
    consecutive_failures: z.number().int(),
    ...last,
  }),
});
const exhausted = z.object({
  kind: z.literal('webhook.deliveries_exhausted'),
  details: z.object({
    delivery_id: typeId('del'),
    event_type: z.string(),
    attempts_made: z.number().int(),
    reason: z.enum(['attempts', 'refused', 'interrupted']),
    ...last,
  }),
});

/** What happened, without when and to whom. */
export const news = z.discriminatedUnion('kind', [warning, degraded, recovered, disabled, exhausted]);
export type News = z.output<typeof news>;

/** What there can be news of, the gravest first. */
export const NOTICE_KINDS = [
  'webhook.disabled',
  'webhook.warning',
  'webhook.degraded',
  'webhook.recovered',
  'webhook.deliveries_exhausted',
] as const satisfies readonly News['kind'][];
export const noticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.output<typeof noticeKind>;

export const noticeId = typeId('ntc');

/** What every notice has, whatever it is about. */
const frame = {
  id: noticeId,
  created_at: z.string(),
  /** As it is now; null: it was deleted a moment ago. */
  webhook: z.object({ id: typeId('wh'), name: z.string(), url: z.string() }).nullable(),
  is_read: z.boolean(),
};
export const notice = z
  .discriminatedUnion('kind', [
    warning.extend(frame),
    degraded.extend(frame),
    recovered.extend(frame),
    disabled.extend(frame),
    exhausted.extend(frame),
  ])
  .meta({ id: 'Notice' });
export type Notice = z.output<typeof notice>;

export const listNoticesInput = pageInput.extend({
  unread: z.boolean().default(false),
  webhook_id: typeId('wh').optional().meta({ description: 'Only what was told of this webhook.' }),
});
export const noticePage = pageOf(notice);
export type NoticePage = z.output<typeof noticePage>;
/** `is_more`: there are older ones that were not looked at. */
export const unreadCount = z.object({ unread: z.number().int(), is_more: z.boolean() });
export type UnreadCount = z.output<typeof unreadCount>;
export const markReadInput = z.strictObject({ id: noticeId });
export const markAllReadInput = z.strictObject({
  through: noticeId.describe('The newest that the person has seen: what came after it stays unread.'),
  webhook_id: typeId('wh').optional().meta({ description: 'Only what was told of this webhook.' }),
});
export const bannerInput = z.strictObject({ id: typeId('wh') });
export const banner = z.object({
  notice: notice.nullable().meta({ description: 'Why the system disabled the webhook; null unless it did.' }),
  failing: z
    .object({ consecutive_failures: z.number().int(), is_degraded: z.boolean() })
    .nullable()
    .meta({ description: 'How it fails at present; null while it does not, or stands still.' }),
});
export type Banner = z.output<typeof banner>;

/** By kind whether it is mailed; null or left out: as it is set above it. */
const choices = z.partialRecord(noticeKind, z.boolean().nullable());
export type Choices = z.output<typeof choices>;
export const preferences = z.object({
  /** False: this installation has no mail server, and nothing is mailed whatever is chosen. */
  mail_is_on: z.boolean(),
  kinds: z.array(
    z.object({
      kind: noticeKind,
      /** What holds for members of the account who have not chosen. */
      account: z.boolean(),
      /** What this person chose; null: nothing. */
      own: z.boolean().nullable(),
    }),
  ),
});
export type Preferences = z.output<typeof preferences>;
export const changePreferencesInput = z.strictObject({ mailed: choices });
