import type { Task } from '@tidings/kernel';
import type { MigrationStep } from '@tidings/kernel/wiring';
import { Mail } from './migrations/0001-mail.ts';
import { Notices } from './migrations/0002-notices.ts';
import { forgetNotices } from './notices/forget-notices.ts';
import { forgetSentMails } from './send-due-mails.ts';

export { failuresAsked } from './digest/failures-hook.ts';
export { startMailSender } from './mail-sender.ts';
export { mailInvitation, mailPasswordChanged, mailPasswordReset } from './notify-people.ts';
export { forgetMember, forgetNoticesOfAccount, forgetNoticesOfWebhook } from './notices/forget-notices.ts';
export { noteDisabled, noteExhausted, noteHealth, noteWarnings } from './notices/note-webhook.ts';
export { notificationRouter } from './router.ts';

export const notificationMigrations: MigrationStep[] = [
  { name: 'notification/0001-mail', class: Mail },
  { name: 'notification/0002-notices', class: Notices },
];

export const notificationTasks: Task[] = [
  { name: 'notification.forget-sent', cron: '27 3 * * *', run: forgetSentMails },
  { name: 'notification.forget-notices', cron: '33 3 * * *', run: forgetNotices },
];
