import { Link } from '@tanstack/react-router';

import classes from './navigation.module.css';
import { Person } from './person.tsx';
import { type ConsolePage, usePages } from './use-pages.ts';
import { WebhooksLink } from './webhooks-link.tsx';

interface NavigationProps {
  onGo?: () => void;
}

export function Navigation({ onGo }: NavigationProps) {
  const pages = usePages();
  const linksOf = (group: ConsolePage['group']) =>
    pages
      .filter((page) => page.group === group)
      .map(({ to, label }) =>
        label === 'Webhooks' ? (
          <WebhooksLink key={to} onGo={onGo} />
        ) : (
          <Link
            key={to}
            to={to}
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onGo}
          >
            {label}
          </Link>
        ),
      );
  const settings = linksOf('settings');
  return (
    <>
      <nav aria-label="Console" className={classes.nav}>
        {linksOf('top')}
        {settings.length > 0 && <div className={classes.group}>Settings</div>}
        {settings}
        <div className={classes.group} id="nav-help">
          Help
        </div>
        <a href="/docs" className={classes.link} onClick={onGo}>
          Documentation
        </a>
        {linksOf('help')}
      </nav>
      <Person onGo={onGo} />
    </>
  );
}
