import type { auditEntry } from '@tidings/identity/schema';
import type { z } from 'zod';

export type AuditEntry = z.output<typeof auditEntry>;
