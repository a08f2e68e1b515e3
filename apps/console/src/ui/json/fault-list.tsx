import classes from './json-area.module.css';
import type { JsonFault } from './read-json.ts';

interface FaultListProps {
  faults: readonly JsonFault[];
  onLine: (line: number) => void;
}

/** What is wrong with JSON; a line leads to where it is. */
export function FaultList({ faults, onLine }: FaultListProps) {
  return (
    <ul className={classes.faults}>
      {faults.map(({ path, line, message }, index) => (
        <li key={`${path} ${index}`}>
          {line !== null && (
            <button type="button" className={classes.goTo} onClick={() => onLine(line)}>
              Line {line}
            </button>
          )}{' '}
          {path && <code className={classes.path}>{path}</code>} <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
