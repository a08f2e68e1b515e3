import type { Task } from '@tidings/kernel';
import { auditStrangers } from './people/audit-strangers.ts';
import { forgetEnded } from './people/forget-ended.ts';
import { forgetPortalSessions } from './portal/leave-portal.ts';

export const identityTasks: Task[] = [
  { name: 'identity.forget-ended', cron: '17 * * * *', run: forgetEnded },
  { name: 'identity.audit-strangers', cron: '*/5 * * * *', run: auditStrangers },
  {
    name: 'identity.forget-portal',
    cron: '41 * * * *',
    run: ({ database }) => forgetPortalSessions(database),
  },
];
