import { Fragment } from 'react';

/** The name of an event type, which breaks after its dots and underscores where it does not fit in one line. */
export function TypeName({ children }: { children: string }) {
  return (
    // One thing to whatever lays it out.
    <span>
      {children.split(/(?<=[._])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
