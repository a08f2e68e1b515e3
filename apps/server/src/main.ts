import { ConfigError, type Mode, readConfig } from '@tidings/kernel';
import { printConfig } from './print-config.ts';
import { printWelcome } from './print-welcome.ts';
import { readRole, type Role } from './role.ts';
import { outliveReader, print, READER_GONE_STATUS, ReaderGone } from './standard-output.ts';
import { helpFor, USAGE_STATUS, UsageError } from './usage.ts';

const LOCAL: Record<string, Mode> = { dev: 'dev', demo: 'demo' };

/** `dev`, `demo` and `serve` run Tidings, `serve` in one role or all of them; `migrate` only brings the database up to date; `audit verify` checks the audit log; `people reset-two-factor` lets in who lost theirs; `config` lists the settings, and `help` the commands. */
async function main(command: string, words: string[]): Promise<void> {
  const mode = LOCAL[command];
  if (command === 'serve') return run('production', readRole(words));
  if (command === 'audit') {
    const { auditCommand } = await import('./audit-command.ts');
    if (!(await auditCommand(words, readConfig(process.env, 'production')))) process.exitCode = 1;
    return;
  }
  if (command === 'people') {
    const { peopleCommand } = await import('./people-command.ts');
    return peopleCommand(words, readConfig(process.env, 'production'));
  }
  if (words.length > 0) throw new UsageError(`"${command}" takes no options; "serve" takes --role.`);
  if (mode) return run(mode, 'all');
  if (command === 'config') return printConfig();
  if (command === 'migrate') {
    const url = readConfig(process.env, 'production').DATABASE_URL;
    if (!url)
      throw new ConfigError('DATABASE_URL: name the database to migrate. The embedded one migrates itself.');
    // Loaded for this alone, since it brings all modules with it.
    const [{ migrate }, { migrationSteps }] = await Promise.all([
      import('@tidings/kernel/wiring'),
      import('./migrations.ts'),
    ]);
    const steps = await migrate(url, migrationSteps);
    console.log(steps.length > 0 ? `Done: ${steps.join(', ')}` : 'The database is up to date.');
    return;
  }
  throw new UsageError(
    `There is no command "${command}". Use dev, demo, serve, migrate, audit, people, config or help.`,
  );
}

async function run(mode: Mode, role: Role): Promise<void> {
  const startedMs = performance.now();
  const config = readConfig(process.env, mode);
  const stops: (() => Promise<void>)[] = [];
  let starting: Promise<void> | undefined;
  let isStopping = false;
  const stop = async (): Promise<void> => {
    console.log('\n  Stopping: finishing what is under way …');
    await starting?.catch(() => undefined); // what failed to start has cleaned up after itself
    for (const each of stops) await each();
    console.log('  Stopped. Nothing is lost.');
  };
  const onSignal = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  starting = (async () => {
    // Loaded here, so that a wrong setting is told at once.
    const { start } = await import('./start.ts');
    const running = await start(config, role, (line) => console.log(`  ${line}`));
    stops.push(running.stop);
    if (mode === 'demo' && running.first) {
      const { startDemo } = await import('./demo/start-demo.ts');
      stops.unshift(await startDemo(running.ctx, running.first));
    }
    if (!isStopping) printWelcome(config, running.first, performance.now() - startedMs);
  })();
  await starting.catch(async (error: unknown) => {
    for (const each of stops) await each();
    throw error;
  });
}

function fail(error: unknown): void {
  if (error instanceof ReaderGone) process.exit(READER_GONE_STATUS);
  // What the operator can mend is said without a stack.
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  process.exit(error instanceof UsageError ? USAGE_STATUS : 1);
}

outliveReader();
const given = process.argv.slice(2);
const help = helpFor(given);
const [command = 'help', ...words] = given;
if (help === undefined) main(command, words).catch(fail);
else print(help);
