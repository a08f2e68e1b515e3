import { expect, test } from 'vitest';
import type { Delivery } from '../support/shapes.ts';
import { logJourney } from './log-journey.ts';

const SETTINGS = '/dashboard/settings';
const log = logJourney();

/** As the server says it where the fault is its own. */
const PROBLEM = {
  type: 'about:blank',
  title: 'Something failed on our side',
  status: 500,
  code: 'internal',
  detail: 'The request was not carried out. Try again; if it stays, give the operator the request id.',
  request_id: 'req_that_failed',
  issues: [],
};
const FAILED = {
  status: 500,
  contentType: 'application/json',
  body: JSON.stringify({
    error: {
      message: PROBLEM.detail,
      code: -32_603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, problem: PROBLEM },
    },
  }),
};

type Reading = { path: string; procedure: string; doing: string };

/** What the pages of the console read first, one line a page or part of it that has a fault of its own. */
function readings({ id, event_id: event }: Delivery, webhook: string): Reading[] {
  const own = `${SETTINGS}/webhooks/${webhook}`;
  const create = `${SETTINGS}/webhooks/create`;
  return [
    [`${SETTINGS}/webhooks`, 'webhooks.rows', 'load the webhooks'],
    [`${SETTINGS}/webhooks?webhook=${webhook}`, 'metrics.stats', 'load the numbers'],
    [own, 'webhooks.get', 'load the webhook'],
    [own, 'metrics.stats', 'load the numbers'],
    [`${own}/edit`, 'webhooks.get', 'load the webhook'],
    [`${own}/deliveries`, 'deliveries.list', 'load the deliveries'],
    [`${own}/deliveries?delivery=${id}`, 'deliveries.attempts', 'load the attempts'],
    [`${own}/test`, 'eventTypes.list', 'load the event types'],
    [`${own}/diagnose`, 'webhooks.get', 'load the webhook'],
    [`${create}?step=events`, 'eventTypes.list', 'load the event types'],
    [`${create}?step=filters`, 'eventTypes.list', 'load what events can be filtered by'],
    [`${create}?receiver=true&step=review`, 'play.inbox', 'find the built-in receiver'],
    [`${SETTINGS}/webhooks/events`, 'eventTypes.list', 'load the event types'],
    ['/dashboard/events', 'events.list', 'load the events'],
    [`/dashboard/events?event=${event}`, 'events.get', 'explain the event'],
    ['/dashboard/events?replay=all', 'replays.list', 'load the replays'],
    [`${SETTINGS}/apps`, 'apps.list', 'load the apps'],
    [`${SETTINGS}/keys`, 'keys.list', 'load the keys'],
    [`${SETTINGS}/team`, 'team.members', 'load the members'],
    [`${SETTINGS}/team`, 'team.invitations', 'load the invitations'],
    [`${SETTINGS}/notifications`, 'notifications.list', 'load the notifications'],
    [`${SETTINGS}/notifications`, 'notifications.preferences', 'load what is mailed'],
    [`${SETTINGS}/audit`, 'audit.list', 'load the entries'],
    [`${SETTINGS}/account`, 'session.list', 'load your sessions'],
    ['/play', 'play.inbox', 'load the receiver'],
  ].map(([path = '', procedure = '', doing = '']) => ({ path, procedure, doing }));
}

/** Opens a page of which one reading fails, and tries it again once it does not. */
async function fails({ path, procedure, doing }: Reading): Promise<void> {
  const page = await log.page.context().newPage();
  log.complaints.watch(page);
  log.complaints.refuses(500, procedure);
  let isBroken = true;
  await page.route(`**/trpc/${procedure}*`, (route) => (isBroken ? route.fulfill(FAILED) : route.continue()));
  await page.goto(path);
  const notice = page.getByRole('alert').filter({ hasText: `Could not ${doing}` });
  await notice.waitFor();
  const said = await notice.innerText();
  expect(said).toContain('Try again; if it stays, give the operator the request id.');
  expect(said).toContain('req_that_failed');
  await notice.getByRole('button', { name: 'Try again' }).press('Enter');
  // Not before: some pages ask again by themselves.
  isBroken = false;
  await notice.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  expect(await page.getByRole('alert').count(), path).toBe(0);
  await page.close();
}

// The console asks twice more before it says that something failed; several pages wait for that at a time.
const AT_A_TIME = 5;

test('every page says what it could not read and what to do, and goes on where that is read again', async () => {
  await log.makeWebhook();
  const all = readings(await log.deliver(), log.webhook.id);
  for (let at = 0; at < all.length; at += AT_A_TIME)
    await Promise.all(all.slice(at, at + AT_A_TIME).map(fails));
  expect(log.complaints.take()).toEqual([]);
  // React notes down what a whole page has failed of.
  await fails({ path: '/dashboard/events', procedure: 'session.me', doing: 'show this page' });
  for (const complaint of log.complaints.take()) expect(complaint).toContain(PROBLEM.detail);
});
