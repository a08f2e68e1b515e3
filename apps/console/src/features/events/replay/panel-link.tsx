import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

import { withoutPanel } from '../events-search.ts';

type PanelLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** `new`, `all`, or the id of a replay. */
  replay: string;
};

/** Opens something in the panel beside the event log. */
export function PanelLink({ replay, ...props }: PanelLinkProps) {
  return (
    <Link
      from="/dashboard/events"
      to="/dashboard/events"
      search={(search) => ({ ...withoutPanel(search), replay })}
      resetScroll={false}
      {...props}
    />
  );
}
