import type { Task } from '@tidings/kernel';
import type { MigrationStep } from '@tidings/kernel/wiring';
import { Mail } from './migrations/0001-mail.ts';
import { forgetSentMails } from './send-due-mails.ts';

export { startMailSender } from './mail-sender.ts';
export { mailInvitation, mailPasswordChanged, mailPasswordReset } from './notify-people.ts';

export const notificationMigrations: MigrationStep[] = [{ name: 'notification/0001-mail', class: Mail }];

export const notificationTasks: Task[] = [
  { name: 'notification.forget-sent', cron: '27 3 * * *', run: forgetSentMails },
];
