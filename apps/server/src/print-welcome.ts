import { join } from 'node:path';
import type { FirstPrincipals } from '@tidings/identity/wiring';
import type { Config } from '@tidings/kernel';

const DEMO = `
  In the demo account an event is published about each second, to five webhooks: a healthy receiver, a flaky one,
  a slow one, one where nobody listens, and the built-in one.`;

/** Says that Tidings is ready, where to sign in, and with what. */
export function printWelcome(config: Config, first: FirstPrincipals | undefined, elapsedMs: number): void {
  if (!first) {
    console.log(
      `Tidings delivers, after ${(elapsedMs / 1000).toFixed(1)} s. Its health is at port ${config.PORT}.`,
    );
    return;
  }
  if (config.mode === 'production') {
    console.log(`Tidings is ready at ${config.PUBLIC_URL} after ${(elapsedMs / 1000).toFixed(1)} s.`);
    return;
  }
  const keptIn = (name: string) => `kept in ${join(config.DATA_DIR, name)}`;
  const lines = [
    `\n  Tidings is ready after ${(elapsedMs / 1000).toFixed(1)} s.\n`,
    `  Console      ${config.PUBLIC_URL}/sign-in`,
    `  E-mail       ${first.adminEmail}`,
    `  Password     ${first.adminPassword ?? 'the one of TIDINGS_ADMIN_PASSWORD'}`,
    `  Docs         ${config.PUBLIC_URL}/docs`,
    `  API          ${config.PUBLIC_URL}/api/v1`,
    `  Account      ${first.account.id}`,
    `  Service key  ${first.serviceKey ? `${first.serviceKey} (${keptIn('service-key')})` : 'the one of TIDINGS_SERVICE_KEY'}`,
    ...(config.mode === 'demo' ? [DEMO] : []),
    '\n  Ctrl-C stops it.\n',
  ];
  console.log(lines.join('\n'));
}
