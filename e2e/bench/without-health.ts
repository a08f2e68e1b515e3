import type { Edit } from '../support/edited-source.ts';

const CONNECTIONS = 'apps/server/src/connect-modules.ts';
const START = 'apps/server/src/start.ts';
const ACTIVITY = 'modules/endpoint/src/record-activity.ts';
const NEWS = 'modules/kernel/src/tell-news.ts';

const without = (file: string, ...texts: string[]): Edit[] =>
  texts.map((find) => ({ file, find, replace: '' }));

/** Nothing is summed up, and nobody is told: neither people nor the sums of what interruptions ended. */
const NO_LISTENERS = without(
  CONNECTIONS,
  'attemptsRecorded.connect((tx, attempts) => recordRollups(parts.database, tx, attempts));',
  'deliveriesExhausted.connect((tx, exhausted) => countGivenUp(tx, exhausted, parts.clock.now().getTime()));',
  'endpointDisabled.connect((tx, disabled) => noteDisabled(parts, tx, disabled));',
  'endpointWarned.connect((tx, warned) => noteWarnings(parts, tx, warned));',
  'endpointHealthChanged.connect((tx, changed) => noteHealth(parts, tx, changed));',
  'deliveriesExhausted.connect((tx, exhausted) => noteExhausted(parts, tx, exhausted));',
);

/** Nor is anything prepared for those listeners, of each attempt. */
const NOTHING_ANNOUNCED: Edit[] = [
  {
    file: 'modules/delivery/src/queue/record.ts',
    find: 'const lastDay = await announceRecorded(tx, kept, held);',
    replace: 'const lastDay = undefined;',
  },
];

/** No news from what changes to those who look. */
const NO_NEWS: Edit[] = [
  ...without(START, 'connectNews(database);'),
  {
    file: START,
    find: 'const news = followNews(url, process);',
    replace: 'const news = { close: () => undefined, stop: async () => undefined };',
  },
  ...without(
    NEWS,
    'tellers(database).pileOf(accountId).add(news);',
    'tellers(database).pileOf(delivery.accountId).addDelivery(delivery.endpointId, delivery.id);',
  ),
  {
    file: 'modules/delivery/src/queue/record.ts',
    find: 'finished.forEach(({ claimed }, index) => {',
    replace: '([] as Finished[]).forEach(({ claimed }, index) => {',
  },
  {
    file: 'modules/delivery/src/queue/fan-out.ts',
    find: 'for (const { id, event, subscriber } of made)',
    replace: 'for (const { id, event, subscriber } of [] as Made[])',
  },
];

/** No counters of this process, no upkeep of sums, no mail. */
const NO_UPKEEP: Edit[] = [
  {
    file: 'apps/server/src/watch.ts',
    find: 'const instruments = new Instruments();',
    replace: `const instruments = new Instruments();
  return { instruments, measurement: new Measurement(parts), pools };`,
  },
  ...without(START, '...metricsTasks,', '...notificationTasks,'),
  {
    file: START,
    find: 'const stopMail = startMailSender({',
    replace: 'const stopMail = ((_mail: object) => async () => undefined)({',
  },
];

/** Failures in a row are counted and disable a webhook, as ever; whether it fails now and then is not. */
const NO_HEALTH: Edit[] = [
  {
    file: ACTIVITY,
    find: `SELECT endpoint_id, consecutive_failures, last_success_at, is_degraded AS was_degraded, is_failing AS was_failing,
            coalesce(resumed_at > now() - interval '\${IDLE_AFTER_HOURS} hours', false) AS is_resumed,
            attempts_total - attempts_at_resume AS attempts_since, failed_total - failed_at_resume AS failed_since
     FROM`,
    replace: 'SELECT endpoint_id, consecutive_failures, last_success_at FROM',
  },
  {
    file: ACTIVITY,
    find: `), judged AS (
     SELECT seen.*, coalesce(late.failures, 0) AS unbroken, was_degraded, was_failing,
            CASE WHEN seen.succeeded THEN 0 ELSE consecutive_failures END AS failures_before,
            CASE WHEN is_resumed THEN attempts_since + seen.attempts ELSE seen.day_attempts END AS judged_attempts,
            CASE WHEN is_resumed THEN failed_since + seen.failed ELSE seen.day_failed END AS judged_failed
     FROM`,
    replace: `), next AS (
     SELECT seen.*, coalesce(late.failures, 0) AS unbroken,
            CASE WHEN seen.succeeded THEN 0 ELSE consecutive_failures END AS failures_before
     FROM`,
  },
  {
    file: ACTIVITY,
    find: `), next AS MATERIALIZED (
     SELECT judged.*, found.is_degraded, failures_before + unbroken >= \${FAILING_FROM} OR found.is_degraded AS is_failing
     FROM judged
     CROSS JOIN LATERAL (
       SELECT coalesce(\${isDegradedSql('judged_attempts', 'judged_failed', 'was_degraded')}, was_degraded) AS is_degraded
     ) AS found
   ), counted AS (`,
    replace: '), counted AS (',
  },
  {
    file: ACTIVITY,
    find: `         is_degraded = next.is_degraded,
         is_failing = next.is_failing,
         health_changed_at = CASE
           WHEN next.is_failing <> next.was_failing THEN now()
           WHEN NOT next.is_failing AND coalesce(a.last_attempt_at < now() - interval '\${IDLE_AFTER_HOURS} hours', true) THEN now()
           ELSE a.health_changed_at END,
`,
    replace: '',
  },
  {
    file: ACTIVITY,
    find: 'next.failures_before, next.is_failing, next.was_failing,',
    replace: 'next.failures_before, false AS is_failing, false AS was_failing,',
  },
  ...without(ACTIVITY, ' OR is_failing <> was_failing OR consecutive_failures >= ${WARN_AT.at(-1)}'),
];

/**
 * The product without all that it does beyond delivering: sums by webhook and hour, health, notifications, live news and
 * counters. What delivering itself needs, such as failures in a row that disable a webhook, stays.
 */
export const WITHOUT_HEALTH: readonly Edit[] = [
  ...NO_LISTENERS,
  ...NOTHING_ANNOUNCED,
  ...NO_NEWS,
  ...NO_UPKEEP,
  ...NO_HEALTH,
];
