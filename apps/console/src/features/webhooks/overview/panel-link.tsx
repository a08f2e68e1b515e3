import { Link } from '@tanstack/react-router';

import whole from '../../../ui/whole-link.module.css';
import classes from './panel-link.module.css';

/** The name of a webhook, which opens its panel from anywhere on its row or card; the filters stay. */
export function PanelLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      from="/dashboard/settings/webhooks/"
      to="/dashboard/settings/webhooks"
      search={(search) => ({ ...search, webhook: id })}
      resetScroll={false}
      className={`${whole.link} ${classes.link}`}
      title={name}
      dir="auto"
    >
      {name}
    </Link>
  );
}
