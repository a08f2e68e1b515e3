import type { SchemaChange } from '@tidings/event/schema';

import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './change-list.module.css';

const KINDS: Record<SchemaChange['change'], string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
};

/** A JSON pointer as people write a path: `object.items[].sku`. */
function pathWords(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const words = parts
    .map((part) => (part === '*' ? '[]' : `.${part.replaceAll('~1', '/').replaceAll('~0', '~')}`))
    .join('')
    .replace(/^\./, '');
  return words || 'data';
}

/** What differs from the version before, field by field; what can break a receiver is marked and comes first. */
export function ChangeList({ changes, label }: { changes: readonly SchemaChange[]; label: string }) {
  const ordered = changes.toSorted((a, b) => Number(b.breaking) - Number(a.breaking));
  return (
    <ul className={classes.changes} aria-label={label}>
      {ordered.map(({ path, change, text, breaking }, index) => (
        <li key={`${path} ${index}`} className={classes.change}>
          <span className={classes.kind}>{KINDS[change]}</span>
          <span>
            <code className={classes.path}>{pathWords(path)}</code>
            {breaking && (
              <span className={classes.breaking}>
                <StatusBadge tone="warning">Breaking</StatusBadge>
              </span>
            )}
            {text !== `${KINDS[change]}.` && <span className={classes.text}>{text}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
