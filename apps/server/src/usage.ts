const USAGE = `Usage: tidings [command]

  serve [--role all|api|worker]   run Tidings, in one role or all of them; the command when none is given
  dev                             run it on this machine, with a built-in receiver
  demo                            the same, with a demo account, receivers and traffic
  migrate                         bring the database of DATABASE_URL up to date
  audit verify [--json] [--against FILE]
                                  check the audit log
  people reset-two-factor EMAIL   let somebody in who lost their second factor
  config                          list all settings, which are environment variables

The documentation is at /docs of a running Tidings.
`;

/** What there is to be said to who asks for help, wherever in the line; undefined for who does not. */
export function helpFor(words: readonly string[]): string | undefined {
  const [command] = words;
  return command === 'help' || words.some((word) => word === '--help' || word === '-h') ? USAGE : undefined;
}
