/** Where the person is, as the tz database calls it: "Europe/Paris". UTC where the browser does not tell. */
export function ownTimeZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return !zone || zone === 'Etc/Unknown' ? 'UTC' : zone;
}
