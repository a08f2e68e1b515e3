import { accountProcedure } from '@tidings/kernel';
import { listAudit } from './list-audit.ts';
import { auditPage, listAuditInput } from './schema.ts';

// A service key that names no account sees what belongs to none, or an account that it asks for.
const procedure = accountProcedure({ scope: [], role: 'developer', portal: false, inAccount: false });

export const auditProcedures = {
  list: procedure
    .meta({ rest: { method: 'GET', path: '/audit', summary: 'List the audit log', tag: 'Audit' } })
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),
};
