import { Link } from '@tanstack/react-router';
import type { ShownInbox } from '@tidings/play/schema';
import { useMemo } from 'react';

import { count } from '../../format/number.ts';
import classes from './play-page.module.css';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const NAME_LENGTH = 8;

/** A name that nobody guesses and anybody can read out. */
function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NAME_LENGTH));
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** The receivers of the account, each with a URL and an answer of its own, and a way to one more. */
export function ReceiverLinks({ inbox }: { inbox: ShownInbox }) {
  // Another one once this is shown.
  const next = useMemo(newName, [inbox.name]);
  return (
    <nav className={classes.receivers} aria-label="Receivers">
      {inbox.receivers.map(({ name, arrivals }) => (
        <Link
          key={name ?? ''}
          to="/play"
          search={{ receiver: name ?? undefined }}
          className={classes.receiver}
          aria-current={name === inbox.name ? 'page' : undefined}
        >
          {name ?? 'First receiver'} <span className={classes.count}>{count(arrivals)}</span>
        </Link>
      ))}
      <Link to="/play" search={{ receiver: next }} className={classes.receiver}>
        New URL
      </Link>
    </nav>
  );
}
