import detail from '../../log/row-detail.module.css';
import { Mono } from '../../ui/mono.tsx';
import type { AuditEntry } from './audit-entry.ts';
import classes from './audit.module.css';
import { changeRows, isHidden } from './change-rows.ts';

/** Field by field how it was and how it is; of what was made or removed, what it is or was. */
export function ChangeTable({ entry }: { entry: Pick<AuditEntry, 'before' | 'after'> }) {
  const { before, after } = entry;
  const rows = changeRows(before, after);
  if (rows.length === 0) return <p className={detail.none}>No field changed, or none that is recorded.</p>;
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot scroll it (WCAG 2.1.1).
    <div className={classes.changes} tabIndex={0} role="region" aria-label="Fields">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            {before !== null && <th scope="col">Before</th>}
            {after !== null && <th scope="col">{before === null ? 'Value' : 'After'}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">
                <Mono>{row.path}</Mono>
              </th>
              {before !== null && <Side value={row.before} side={after === null ? 'alone' : 'before'} />}
              {after !== null && <Side value={row.after} side={before === null ? 'alone' : 'after'} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Side({ value, side }: { value: string | undefined; side: 'before' | 'after' | 'alone' }) {
  if (value === undefined) return <td className={classes.absent}>not there</td>;
  if (isHidden(value)) {
    const word = value.includes('changed') ? 'another value, not recorded' : 'a value, not recorded';
    return <td className={classes.absent}>{word}</td>;
  }
  return (
    <td data-side={side}>
      <Mono>{value}</Mono>
    </td>
  );
}
