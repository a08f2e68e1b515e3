import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';

import { byCategory } from '../example.ts';
import { matchesType } from '../match-type.ts';
import classes from './reference.module.css';
import { TypeSearch } from './type-search.tsx';

interface TypeListProps {
  types: ShownEventType[];
  current: string;
  q: string;
  onQuery: (q: string) => void;
}

/** The way from one type to the next, beside what is read. */
export function TypeList({ types, current, q, onQuery }: TypeListProps) {
  const found = byCategory(types.filter((type) => matchesType(type, q.trim())));
  return (
    <nav className={classes.list} aria-label="Event types">
      <TypeSearch q={q} onQuery={onQuery} />
      {found.map(([category, members]) => (
        <div key={category}>
          <div className={classes.heading}>
            {category} <span className={classes.tally}>{members.length}</span>
          </div>
          <ul className={classes.names}>
            {members.map(({ name }) => (
              <li key={name}>
                <Link
                  to="/dashboard/settings/webhooks/events"
                  search={{ type: name, ...(q.trim() && { q: q.trim() }) }}
                  className={classes.name}
                  aria-current={name === current ? 'page' : undefined}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {found.length === 0 && <p className={classes.nothing}>No event type matches.</p>}
    </nav>
  );
}
