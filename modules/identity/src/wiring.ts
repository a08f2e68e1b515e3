import type { MigrationStep } from '@tidings/kernel/wiring';
import { AccountEntity } from './account.entity.ts';
import { Audit } from './migrations/0002-audit.ts';
import { Identity } from './migrations/0001-identity.ts';
import { Keys } from './migrations/0003-keys.ts';
import { People } from './migrations/0004-people.ts';
import { ServiceKeys } from './migrations/0005-service-keys.ts';
import { Strangers } from './migrations/0006-strangers.ts';
import { TimeZones } from './migrations/0007-time-zones.ts';
import { MembersByName } from './migrations/0008-members-by-name.ts';

export { accountDeleted } from './account-deleted.ts';
export { appUninstalled, webhooksOfAppsCounted } from './apps/hooks.ts';
export { appendAudit } from './audit/append-audit.ts';
export { auditProtection, type AuditProtection } from './audit/audit-protection.ts';
export { checkKept } from './audit/check-kept.ts';
export { type VerifiedChain, verifyAudit } from './audit/verify-audit.ts';
export { type Auth, createAuth } from './auth.ts';
export { ensureFirstPrincipals, type FirstPrincipals } from './ensure-first-principals.ts';
export { memberRemoved, passwordChanged, passwordResetAsked, personInvited } from './people/facts.ts';
export { resetTwoFactor } from './people/reset-two-factor.ts';
export { enterPortal, VISIT_SECONDS } from './portal/enter-portal.ts';
export { leavePortal } from './portal/leave-portal.ts';
export { showPortal } from './portal/show-portal.ts';
export { portalCookieName, portalTokenIn } from './portal/portal-token.ts';
export { holdAccount } from './hold-account.ts';
export { followRevocations } from './revocations.ts';
export { identityTasks } from './tasks.ts';
export { timeZoneOf } from './time-zone-of.ts';
export { identityRouter } from './router.ts';

export const identityMigrations: MigrationStep[] = [
  { name: 'identity/0001-identity', class: Identity },
  { name: 'identity/0002-audit', class: Audit },
  { name: 'identity/0003-keys', class: Keys },
  { name: 'identity/0004-people', class: People },
  { name: 'identity/0005-service-keys', class: ServiceKeys },
  { name: 'identity/0006-strangers', class: Strangers },
  { name: 'identity/0007-time-zones', class: TimeZones },
  { name: 'identity/0008-members-by-name', class: MembersByName },
];

export const identityEntities = [AccountEntity];
