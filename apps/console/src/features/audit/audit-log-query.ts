import { client } from '../../api/client.ts';
import { logKey, type LogSource } from '../../log/log-query.ts';
import type { AuditEntry } from './audit-entry.ts';
import { apiFilters, filtersOf, type AuditSearch } from './audit-search.ts';

/** Entries never change: only the newest are read again. */
const REREAD = 50;

/** The account's audit log, newest first. */
export function auditLog(search: AuditSearch): LogSource<AuditEntry> {
  const filters = filtersOf(search);
  return {
    key: logKey('audit', filters),
    read: (page) => client.audit.list.query({ ...apiFilters(filters, Date.now()), ...page }),
    reread: REREAD,
  };
}
