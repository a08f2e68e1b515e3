import { queryClient } from '../../api/client.ts';
import { logQuery } from '../../log/log-query.ts';
import { isKnownMember } from '../session/use-session.ts';
import { allMembersQuery } from '../team/members-query.ts';
import { auditLog } from './audit-log-query.ts';
import type { AuditSearch } from './audit-search.ts';

/** Asks for all that the page shows at once, while its code is still on its way. Nothing waits for it. */
export function prefetchAudit(search: AuditSearch): void {
  if (!isKnownMember('developer')) return;
  void queryClient.prefetchQuery(logQuery(auditLog(search)));
  if (isKnownMember('admin')) void queryClient.prefetchQuery(allMembersQuery);
}
