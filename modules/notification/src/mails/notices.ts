import type { Addressee } from '@tidings/identity';
import type { Config } from '@tidings/kernel';
import type { Failure } from '../digest/failures-hook.ts';
import type { Mail } from '../mail.ts';
import { noticeWords, outcomeWords } from '../notice-words.ts';
import { NOTICE_KINDS, type Notice } from '../schema.ts';
import { inUtc, type LetterSection, renderLetter } from './layout.ts';

/** A notice that is mailed, and the latest failures of its webhook. */
export type Told = { notice: Notice; failures: readonly Failure[] };

export type Digest = {
  person: Addressee;
  accountId: string;
  accountName: string;
  /** At least one. */
  news: Told[];
};

/** A mail server that is away longer delivers what is no news any more. */
const WORTH_KNOWING_MS = 2 * 86_400_000;
const SHOWN_MOST = 20;
const FAILURES_MOST = 3;

/** What of an account's webhooks a person is told at one time, the gravest first. */
export function noticesMail(config: Pick<Config, 'BRAND' | 'PUBLIC_URL'>, digest: Digest): Mail {
  const { BRAND: brand, PUBLIC_URL: origin } = config;
  const { person, accountId, accountName } = digest;
  const news = digest.news.toSorted(byGravity);
  const pageOf = (path: string) => {
    const url = new URL(path, origin);
    // Who belongs to several accounts lands in the right one.
    url.searchParams.set('account', accountId);
    return url.href;
  };
  const shown = news.slice(0, SHOWN_MOST);
  const webhooks = new Set(news.map(({ notice }) => notice.webhook?.id)).size;
  const [only] = webhooks === 1 ? news : [];
  const heading = only
    ? `${noticeWords(only.notice).title.replace(/\.$/, '')}: ${only.notice.webhook?.name ?? ''}`
    : `News of ${webhooks} webhooks of ${accountName}`;
  const latestMs = Math.max(...news.map(({ notice }) => Date.parse(notice.created_at)));
  const omitted = news.length - shown.length;
  return {
    kind: 'notices',
    to: person.email,
    reader: { accountId, personId: person.id },
    subject: heading,
    expiresAt: new Date(latestMs + WORTH_KNOWING_MS),
    ...renderLetter({
      brand,
      heading,
      paragraphs: [],
      sections: shown.map((each) => sectionOf(each, pageOf)),
      action: {
        label: omitted > 0 ? `See these and ${omitted} more` : 'See all notifications',
        url: pageOf('/dashboard/settings/notifications'),
      },
      footnote:
        `You get this because you are ${person.role === 'admin' ? 'an admin' : `a ${person.role}`} of ${accountName}. ` +
        'Choose what is mailed to you on the page of notifications.',
    }),
  };
}

function byGravity(one: Told, other: Told): number {
  return NOTICE_KINDS.indexOf(one.notice.kind) - NOTICE_KINDS.indexOf(other.notice.kind);
}

function sectionOf({ notice, failures }: Told, pageOf: (path: string) => string): LetterSection {
  const { title, detail } = noticeWords(notice);
  const { id, name, url } = notice.webhook ?? { id: '', name: '', url: '' };
  const isLost = notice.kind === 'webhook.deliveries_exhausted';
  const page = `/dashboard/settings/webhooks/${id}`;
  return {
    title: name,
    lines: [url, title, detail, `${inUtc(new Date(notice.created_at))}.`],
    list:
      notice.kind === 'webhook.recovered'
        ? undefined
        : { label: 'Latest failures', items: failureLines(failures) },
    link: isLost
      ? { label: 'See what failed', url: pageOf(`${page}/deliveries?status=failed`) }
      : { label: 'Open the webhook', url: pageOf(page) },
  };
}

/** Newest first; what would be the same line several times is one, with how often: `3× …`. */
function failureLines(failures: readonly Failure[]): string[] {
  const equal = Map.groupBy(failures.map(failureWords), (words) => words);
  return [...equal]
    .slice(0, FAILURES_MOST)
    .map(([words, { length }]) => (length > 1 ? `${length}× ${words}` : words));
}

function failureWords({ at, statusCode, error, eventType }: Failure): string {
  const outcome = outcomeWords({ last_status_code: statusCode, last_error: error }) ?? 'no answer';
  return `${inUtc(at)}: ${eventType}, ${outcome}`;
}
