// The one door: installs what is missing, builds what changed, then hands over to Node 24.
// It has to run on whatever Node the machine has (18 or newer), so it is plain JavaScript and has no dependencies.
const COMMANDS = [
  'start',
  'demo',
  'build',
  'test',
  'check',
  'bench',
  'faults',
  'quickstart',
  'shots',
  'lighthouse',
];

const [command = '', ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 18) {
  console.error(
    `Tidings needs Node 18 or newer to start; this is Node ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
} else if (!COMMANDS.includes(command)) {
  console.error(`Usage: node scripts/bootstrap.mjs ${COMMANDS.join('|')} [arguments]`);
  process.exit(2);
} else {
  // Loaded only now, so that an older Node gets the sentence above and not a syntax error.
  void import('./bootstrap/main.mjs')
    .then(({ main }) => main(command, args))
    .then((code) => process.exit(code));
}
