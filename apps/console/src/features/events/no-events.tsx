import { Button } from '@mantine/core';

import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyAction } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { useIsViewer, useSession } from '../session/use-session.ts';
import { isFiltered, type EventsSearch } from './events-search.ts';
import classes from './events.module.css';
import { publishCurl } from './publish-curl.ts';

const BY_VALUE =
  'The search takes the whole id of an event (evt_…), or the whole value or name of what it is about, in upper or lower case: an e-mail address, a campaign, a tag, a workspace.';
const BY_ID = 'Your role, viewer, finds events by their whole id (evt_…), and by nothing that they hold.';
const FILTERED =
  'None of the events that are kept has all that the filters ask for. New ones that match show here by themselves.';

/** Why the log is empty, and the one next step. */
export function NoEvents({ search, onClear }: { search: EventsSearch; onClear: () => void }) {
  const isViewer = useIsViewer();
  if (!isFiltered(search)) return <FirstEvent />;
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear the filters
    </Button>
  );
  return (
    <EmptyState title="No event matches" action={clear}>
      {search.q ? (isViewer ? BY_ID : BY_VALUE) : FILTERED}
    </EmptyState>
  );
}

function FirstEvent() {
  const { account } = useSession();
  const catalog = useEventTypes();
  const types = catalog.data?.data;
  const type = types?.find(({ name }) => name === 'tag.created') ?? types?.[0];
  const command = publishCurl(type, { origin: window.location.origin, accountId: account.id });
  return (
    <EmptyState title="No events yet" action={<CopyAction value={command} label="Copy the command" />}>
      What your services publish shows here within two seconds, and for every webhook why it got the event or
      did not. Publish one with a service key:
      <div className={classes.command}>
        <CodeBlock label="Command that publishes an event">{command}</CodeBlock>
      </div>
    </EmptyState>
  );
}
