import {
  attemptsRecorded,
  cancelDeliveries,
  deliveriesExhausted,
  eraseDeliveries,
  eraseTrials,
  estimateDeliveries,
  explainEvent,
  fanOut,
  followEndpoint,
  latestFailures,
  publishExhausted,
  type Replayer,
  sendChallenge,
  type Worker,
} from '@tidings/delivery/wiring';
import {
  countWebhooksOfApps,
  deleteWebhooksOfAccount,
  deleteWebhooksOfApp,
  endpointChallenged,
  endpointChanged,
  endpointDeleted,
  endpointDisabled,
  endpointHealthChanged,
  endpointWarned,
  publishDisabled,
} from '@tidings/endpoint/wiring';
import {
  deliveriesEstimated,
  eventExplained,
  eventsAccepted,
  eventsErased,
  forgetAccount,
  subjectErased,
} from '@tidings/event/wiring';
import {
  accountDeleted,
  appUninstalled,
  webhooksOfAppsCounted,
  appendAudit,
  holdAccount,
  memberRemoved,
  passwordChanged,
  passwordResetAsked,
  personInvited,
  timeZoneOf,
} from '@tidings/identity/wiring';
import { accountHeld, audited, type Clock, type Config, type Database, type Logger } from '@tidings/kernel';
import { countGivenUp, forgetWebhook, recordRollups, timeZoneAsked } from '@tidings/metrics/wiring';
import {
  failuresAsked,
  forgetMember,
  forgetNoticesOfAccount,
  forgetNoticesOfWebhook,
  mailInvitation,
  mailPasswordChanged,
  mailPasswordReset,
  noteDisabled,
  noteExhausted,
  noteHealth,
  noteWarnings,
} from '@tidings/notification/wiring';
import { keyRingOf } from '@tidings/secret/wiring';

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/**
 * Connects what modules announce to the modules that act on it. Once per process.
 * @param work of this process: its worker takes over what was made here without a detour, its replays give way to it.
 */
export function connectModules(parts: Parts, work?: { worker: Worker; replayer: Replayer }): void {
  audited.connect(appendAudit);
  accountHeld.connect(holdAccount);
  eventsAccepted.connect((tx, events, most) => {
    work?.replayer.giveWay();
    return fanOut({ ...parts, worker: work?.worker }, tx, events, most);
  });
  deliveriesEstimated.connect((sql, events) => estimateDeliveries(parts, sql, events));
  eventsErased.connect(eraseDeliveries);
  subjectErased.connect(eraseTrials);
  eventExplained.connect(explainEvent);
  endpointDeleted.connect((tx, id) => cancelDeliveries(parts, tx, id));
  endpointDeleted.connect((_tx, id) => forgetWebhook(parts, id));
  endpointDeleted.connect(forgetNoticesOfWebhook);
  endpointChallenged.connect(sendChallenge);
  endpointChanged.connect(followEndpoint);
  attemptsRecorded.connect((tx, attempts) => recordRollups(parts.database, tx, attempts));
  endpointDisabled.connect((tx, disabled) => publishDisabled(parts, tx, disabled));
  endpointDisabled.connect((tx, disabled) => noteDisabled(parts, tx, disabled));
  endpointWarned.connect((tx, warned) => noteWarnings(parts, tx, warned));
  endpointHealthChanged.connect((tx, changed) => noteHealth(parts, tx, changed));
  timeZoneAsked.connect(timeZoneOf);
  appUninstalled.connect(deleteWebhooksOfApp);
  webhooksOfAppsCounted.connect(countWebhooksOfApps);
  accountDeleted.connect(async (tx, accountId) => {
    await forgetAccount(tx, accountId);
    await forgetNoticesOfAccount(tx, accountId);
    return deleteWebhooksOfAccount(tx, accountId);
  });
  // Before the others, as where attempts are recorded: rows are locked in one order.
  deliveriesExhausted.connect((tx, exhausted) => countGivenUp(tx, exhausted, parts.clock.now().getTime()));
  deliveriesExhausted.connect((tx, exhausted) => publishExhausted(parts, tx, exhausted));
  deliveriesExhausted.connect((tx, exhausted) => noteExhausted(parts, tx, exhausted));
  failuresAsked.connect(latestFailures);
  const mail = { config: parts.config, vault: keyRingOf(parts.config) };
  memberRemoved.connect(forgetMember);
  personInvited.connect((tx, invited) => mailInvitation(mail, tx, invited));
  passwordResetAsked.connect((tx, asked) => mailPasswordReset(mail, tx, asked));
  passwordChanged.connect((tx, changed) => mailPasswordChanged(mail, tx, changed));
}
