import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type PanelLinkProps = Omit<ComponentProps<'a'>, 'href' | 'id'> & { id: string };

/** Opens the panel of a webhook beside the overview; the filters stay. */
export function PanelLink({ id, ...props }: PanelLinkProps) {
  return (
    <Link
      from="/dashboard/settings/webhooks/"
      to="/dashboard/settings/webhooks"
      search={(search) => ({ ...search, webhook: id })}
      resetScroll={false}
      {...props}
    />
  );
}
