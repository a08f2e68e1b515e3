import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';

/** The page of an event, once the console has one: a link that leads nowhere is worse than none. */
const EVENT_PAGE = '/dashboard/events/$id';

export function EventLink({ id }: { id: string }) {
  const router = useRouter();
  if (!Object.hasOwn(router.routesByPath, EVENT_PAGE)) return null;
  const to: string = EVENT_PAGE.replace('$id', id);
  return (
    <Button variant="default" renderRoot={(props) => <Link to={to} {...props} />}>
      View event
    </Button>
  );
}
