import { spawnSync } from 'node:child_process';
import { capture } from './node.mjs';
import { tail } from './report.mjs';

/** What runs the samples of the documentation, how it is known to be there, and the Debian packages that have it. */
const INTERPRETERS = [
  { probe: ['ruby', '-rwebrick', '-rbase64', '-e', ''], packages: ['ruby', 'ruby-webrick'] },
  { probe: ['python3', '--version'], packages: ['python3'] },
  { probe: ['php', '--version'], packages: ['php-cli'] },
];

const isThere = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/**
 * Installs the interpreters that are missing, where nobody minds: in continuous integration, as root, on Debian or Ubuntu. Anywhere
 * else, or where it fails, the tests of these samples are skipped, and say why.
 */
export async function installInterpreters() {
  const isRoot = process.getuid?.() === 0;
  if (!process.env.CI || !isRoot) return;
  const packages = INTERPRETERS.filter(({ probe }) => !isThere(...probe)).flatMap((each) => each.packages);
  if (packages.length === 0 || !isThere('apt-get', '--version')) return;
  console.log(`Installing ${packages.join(', ')} for the samples of the documentation`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An image often has no lists of packages, and `update` fails where one of several sources is away.
  await capture('apt-get', ['update', '--quiet'], { env });
  const { code, output } = await capture(
    'apt-get',
    ['install', '--yes', '--quiet', '--no-install-recommends', ...packages],
    { env },
  );
  if (code !== 0) console.log(`That failed, so their tests are skipped:\n${tail(output)}`);
}
