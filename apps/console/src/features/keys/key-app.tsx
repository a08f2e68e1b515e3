import type { Key } from '@tidings/identity/schema';

import { shortId } from '../../format/id.ts';

/** What is said of an app that has no name any more. */
export const UNINSTALLED = 'Uninstalled app';

interface KeyAppProps {
  apiKey: Pick<Key, 'app_id' | 'revoked_at'>;
  /** Of the apps that are installed, once they are known. */
  appNames: ReadonlyMap<string, string> | undefined;
}

/** The app that a key was made for. */
export function KeyApp({ apiKey: { app_id: app, revoked_at: revoked }, appNames }: KeyAppProps) {
  if (app === null) return '–';
  const name = appNames?.get(app);
  if (name !== undefined) return name;
  // Uninstalling an app revokes its keys: one in force is of an app whose name was not read yet.
  const isGone = appNames !== undefined && revoked !== null;
  return <span title={app}>{isGone ? UNINSTALLED : shortId(app)}</span>;
}
