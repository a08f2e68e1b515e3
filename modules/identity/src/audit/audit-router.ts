import { adminProcedure } from '@tidings/kernel';
import { listAudit } from './list-audit.ts';
import { auditPage, listAuditInput } from './schema.ts';

export const auditProcedures = {
  list: adminProcedure
    .meta({ rest: { method: 'GET', path: '/audit', summary: 'List the audit log', tag: 'Audit' } })
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),
};
