import type { Member } from '@tidings/identity/schema';

import { isolated } from '../../format/isolated.ts';
import { shortId } from '../../format/id.ts';
import type { Choice } from '../../ui/choice-chip.tsx';
import type { AuditEntry } from './audit-entry.ts';

export const ACTOR_WORDS: Record<AuditEntry['actor']['type'], string> = {
  user: 'person',
  portal: 'portal visitor',
  app: 'app',
  service: 'service',
  system: 'the system',
};

const TIDINGS: Choice<string> = { value: 'tidings', label: 'Tidings itself' };

/** The first of each value. */
function distinct(choices: readonly Choice<string>[]): Choice<string>[] {
  const seen = new Set<string>();
  return choices.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** Whose actions can be chosen: people of the account, and who else is in the entries at hand. */
export function actorChoices(
  rows: readonly AuditEntry[],
  people: readonly Pick<Member, 'user_id' | 'name'>[],
): Choice<string>[] {
  const others = rows
    .map(({ actor }) => actor)
    .filter(({ type }) => type !== 'system')
    .map(({ id, name, type }) => ({
      value: id,
      label: type === 'user' ? name : `${isolated(name)} (${ACTOR_WORDS[type]})`,
    }));
  const members = people.map(({ user_id: value, name: label }) => ({ value, label }));
  return distinct([...members, ...others, TIDINGS]);
}

/** What the entries at hand are about. */
export function subjectChoices(rows: readonly AuditEntry[]): Choice<string>[] {
  return distinct(
    rows.map(({ subject: { id, type, name } }) => ({
      value: id,
      label: `${type.replaceAll('_', ' ')} ${name ?? shortId(id)}`,
    })),
  );
}
