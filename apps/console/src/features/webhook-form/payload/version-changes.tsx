import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ShownEventType } from '@tidings/event/schema';

import { counted } from '../../../format/number.ts';
import { ChangeList } from '../../catalog/change-list.tsx';
import type { Selection } from '../../catalog/selection.ts';
import { changesSince, typesIn } from '../../catalog/versions.ts';
import classes from './version-changes.module.css';

interface VersionChangesProps {
  types: ShownEventType[];
  selection: Selection;
  pin: string;
  newest: string;
}

/** What a webhook would have to learn before its pin is moved to the newest version. */
export function VersionChanges({ types, selection, pin, newest }: VersionChangesProps) {
  const since = changesSince(types, selection, pin);
  const differing = typesIn(since);
  if (since.length === 0) {
    return (
      <Text size="xs" c="dimmed" mt={6}>
        Nothing of the selected events differs between {pin} and {newest}.
      </Text>
    );
  }
  return (
    <details className={classes.details} open>
      <summary className={classes.summary}>
        {counted(differing, 'selected event')} {differing === 1 ? 'differs' : 'differ'} between {pin} and{' '}
        {newest}
      </summary>
      {since.map(({ type, version, changes }) => (
        <div key={`${type} ${version}`} className={classes.type}>
          <Anchor
            renderRoot={(props) => (
              <Link
                to="/dashboard/settings/webhooks/events"
                search={{ type, version }}
                target="_blank"
                {...props}
              />
            )}
          >
            {type} in {version}
          </Anchor>
          <ChangeList changes={changes} label={`Changes of ${type} in ${version}`} />
        </div>
      ))}
    </details>
  );
}
