import { Link } from '@tanstack/react-router';

import classes from './reference.module.css';

interface VersionLinksProps {
  type: string;
  /** Newest first. */
  versions: string[];
  shown: string;
  /** What is searched for beside it, which stays. */
  q: string;
}

/** Each version has an address of its own. */
export function VersionLinks({ type, versions, shown, q }: VersionLinksProps) {
  return (
    <nav className={classes.versions} aria-label="Versions">
      <span className={classes.versionsWord}>{versions.length === 1 ? 'Version' : 'Versions'}</span>
      {versions.map((version, index) => (
        <Link
          key={version}
          to="/dashboard/settings/webhooks/events"
          search={{ type, version, ...(q && { q }) }}
          resetScroll={false}
          className={classes.version}
          aria-current={version === shown ? 'true' : undefined}
        >
          {version}
          {index === 0 && versions.length > 1 && ' (newest)'}
        </Link>
      ))}
    </nav>
  );
}
