import { listAuditInput } from '@tidings/identity/schema';

/** What the audit log records, by subject: for choosing a filter. What is not here can be typed. */
const VERBS: Record<string, readonly string[]> = {
  webhook: [
    'created',
    'updated',
    'replaced',
    'paused',
    'resumed',
    'disabled',
    'deleted',
    'tested',
    'secret_rolled',
    'secret_revealed',
    'secret_reveal_failed',
  ],
  delivery: ['retried', 'cancelled'],
  deliveries: ['exported'],
  failed_deliveries: ['retried', 'archived'],
  event: ['replayed'],
  replay: ['created', 'cancelled'],
  erasure: ['started', 'completed'],
  event_type: ['written', 'deleted'],
  account: ['created', 'changed', 'deleted'],
  key: ['created', 'revoked'],
  app: ['installed', 'uninstalled'],
  portal_session: ['created', 'entered', 'ended'],
  invitation: ['created', 'resent', 'accepted', 'revoked'],
  member: ['role_changed', 'removed'],
  session: ['ended', 'others_ended'],
  notification: ['preferences_changed', 'defaults_changed'],
  user: [
    'created',
    'renamed',
    'signed_in',
    'signed_out',
    'sign_in_failed',
    'password_changed',
    'password_reset',
    'password_check_failed',
    'two_factor_enabled',
    'two_factor_disabled',
    'two_factor_reset',
    'backup_codes_renewed',
  ],
};

/** `webhook.*`, `webhook.created`, … */
export const ACTIONS: readonly string[] = Object.entries(VERBS).flatMap(([subject, verbs]) => [
  `${subject}.*`,
  ...verbs.map((verb) => `${subject}.${verb}`),
]);

/** Whether something that was typed can be an action, or all of a subject. */
export function isAction(typed: string): boolean {
  return listAuditInput.shape.action.safeParse(typed).success;
}
