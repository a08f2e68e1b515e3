import { endpointDisabled, endpointHealthChanged } from '@tidings/endpoint/wiring';
import { eventsAccepted } from '@tidings/event/wiring';
import { audited, type Database, type News, type Sql, tellNews, whenSettled } from '@tidings/kernel';

/** Entries of the audit log about who may do what; those whose streams are open are asked for anew. */
const ABOUT_ACCESS = /^(account|app|key|member|portal_session|session|user)\./;

/**
 * Lets this process tell whoever looks what it has changed. Once per process. Deliveries and notifications are told of where
 * they change, and all that people do to webhooks where it is recorded.
 */
export function connectNews(database: Database): void {
  const tellAfter = (tx: Sql, accountId: string, news: News) =>
    whenSettled(tx, {
      committed: () => tellNews(database, accountId, news),
      rolledBack: () => undefined,
    });
  endpointHealthChanged.connect(async (tx, changed) => {
    for (const { accountId, endpointId } of changed) tellAfter(tx, accountId, { webhooks: [endpointId] });
  });
  endpointDisabled.connect(async (tx, { accountId, endpointId }) =>
    tellAfter(tx, accountId, { webhooks: [endpointId] }),
  );
  audited.connect(async (tx, { accountId, action, subject }) => {
    if (accountId === null) return;
    if (subject.type === 'webhook') tellAfter(tx, accountId, { webhooks: [subject.id] });
    else if (ABOUT_ACCESS.test(action)) tellAfter(tx, accountId, { access: true });
  });
  eventsAccepted.connect(async (_tx, events) => ({
    counts: new Map(),
    committed: () => {
      for (const accountId of new Set(events.map((event) => event.accountId)))
        tellNews(database, accountId, { events: true });
    },
    rolledBack: () => undefined,
  }));
}
