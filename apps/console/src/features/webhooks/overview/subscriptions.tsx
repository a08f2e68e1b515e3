import { Popover } from '@mantine/core';

import { counted } from '../../../format/number.ts';
import { AboveLink } from '../../../ui/above-link.tsx';
import { selectedTypes, selectionSummary } from '../../catalog/selection.ts';
import { useEventTypes } from '../../catalog/use-event-types.ts';
import classes from './subscriptions.module.css';

/** To how many events a webhook is subscribed, and to which: the one, or all of them on demand. */
export function Subscriptions({ name, events }: { name: string; events: readonly string[] }) {
  const all = useEventTypes().data?.data.map((type) => type.name);
  const { words, only } = selectionSummary(events, all);
  return (
    <div className={classes.cell}>
      <span className={classes.summary}>{words}</span>
      {only !== undefined ? (
        <AboveLink>
          <span className={`${classes.summary} ${classes.only}`} title={only}>
            {only}
          </span>
        </AboveLink>
      ) : (
        <Popover position="bottom-start" trapFocus returnFocus>
          <Popover.Target>
            <button type="button" className={classes.all} aria-label={`View all events of ${name}`}>
              View all
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={`Events of ${name}`} className={classes.dropdown}>
            {/* Until the catalog is known, the subscriptions themselves. */}
            <EventNames names={all ? selectedTypes(events, all) : events} />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

function EventNames({ names }: { names: readonly string[] }) {
  return (
    <>
      <p className={classes.count}>{counted(names.length, 'event')}</p>
      {/* It scrolls, so the keyboard has to reach it. */}
      <ul className={classes.names} tabIndex={0} aria-label="Event types">
        {names.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}
