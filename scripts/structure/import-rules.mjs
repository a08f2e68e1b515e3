import path from 'node:path';

/** Design §1, "who imports whom"; kernel is open to everybody. */
const MAY_IMPORT = {
  kernel: [],
  identity: [],
  event: [],
  secret: [],
  endpoint: ['event', 'secret', 'identity'],
  delivery: ['event', 'endpoint', 'secret'],
  metrics: ['delivery', 'endpoint', 'event'],
  notification: ['identity', 'endpoint'],
  live: [],
  client: [],
  testing: ['secret'],
  play: ['delivery', 'endpoint', 'event', 'secret'],
};

/** Splits `@tidings/event/schema` into `event` and `schema`; undefined for what is not ours. */
function ours(target) {
  const [, name, door = ''] = /^@tidings\/([^/]+)(?:\/(.*))?$/.exec(target) ?? [];
  return name ? { name, door } : undefined;
}

function* everyImport(tree) {
  for (const source of tree.files) {
    for (const found of source.imports) {
      yield { source, ...found, own: ours(found.target), at: { file: source.file, line: found.line } };
    }
  }
}

/** A package is entered through its doors only, never by a path into it. */
export function* importPath(tree) {
  for (const { source, target, own, at } of everyImport(tree)) {
    if (own) {
      const doors = ['', 'schema', 'signing', 'wiring', ...(source.isTest ? ['testing'] : [])];
      if (!doors.includes(own.door))
        yield {
          ...at,
          message: `imports ${target}; a module has the doors ., ./schema, ./signing and ./wiring (tests: ./testing)`,
        };
    } else if (target.startsWith('.') && source.area !== 'scripts') {
      const home =
        source.area === 'modules' || source.area === 'apps'
          ? `${source.area}/${source.owner}/`
          : `${source.area}/`;
      const reached = path.posix.join(path.posix.dirname(source.file), target);
      if (!`${reached}/`.startsWith(home))
        yield { ...at, message: `reaches out of its package to ${reached}` };
    }
  }
}

export function* importDirection(tree) {
  for (const { source, clause, own, at } of everyImport(tree)) {
    if (source.area !== 'modules' || !own || own.name === source.owner) continue;
    // Tests put modules together as apps/server does.
    if (source.isTest && own.door === 'wiring') continue;
    // The client is typed by what it calls, and has none of its code.
    if (source.owner === 'client' && own.name === 'server' && isRouterType(own, clause)) continue;
    const allowed = ['kernel', ...(MAY_IMPORT[source.owner] ?? [])];
    if (source.owner === 'kernel' || !allowed.includes(own.name)) {
      const may = source.owner === 'kernel' ? 'no module' : `only ${allowed.join(', ')}`;
      yield { ...at, message: `${source.owner} imports ${own.name}; it may import ${may}` };
    }
  }
}

function isRouterType({ door }, clause) {
  return door === '' && /^(import|export) type \{ AppRouter \}$/.test(clause);
}

/** Kernel's wiring is what the other modules' wiring is made with; all else is put together by apps/server. */
export function* wiringImport(tree) {
  for (const { source, own, at } of everyImport(tree)) {
    if (own?.door !== 'wiring' || source.isTest || source.file.startsWith('apps/server/')) continue;
    const insideWiring = /^modules\/[^/]+\/src\/(wiring|tasks)\.ts$|\/migrations\//.test(source.file);
    if (own.name === 'kernel' && insideWiring) continue;
    yield { ...at, message: `imports the wiring of ${own.name}; only apps/server and tests may` };
  }
}

export function* playImport(tree) {
  for (const { source, own, at } of everyImport(tree)) {
    if (own?.name !== 'play' || own.door === 'schema' || source.isTest) continue;
    if (source.file.startsWith('apps/server/') || source.file.startsWith('modules/play/')) continue;
    yield { ...at, message: 'imports the built-in receiver; only apps/server may' };
  }
}

export function* consoleImports(tree) {
  for (const { source, clause, target, own, at } of everyImport(tree)) {
    if (!source.file.startsWith('apps/console/') || !own || own.door === 'schema') continue;
    if (own.name !== 'server' || !isRouterType(own, clause))
      yield {
        ...at,
        message: `imports ${target}; the console may import */schema and \`import type { AppRouter }\``,
      };
  }
}

/** They look at the running system from outside, where the client and the developers' command line are. */
export function* outsideImports(tree) {
  for (const { source, target, own, at } of everyImport(tree)) {
    if (['client', 'cli'].includes(own?.name) && own.door === '') continue;
    if (own && (source.area === 'e2e' || source.area === 'docs-site')) {
      yield { ...at, message: `imports ${target}; ${source.area} sees the system only from outside` };
    }
  }
}

/** What a schema pulls in ends up in the browser. */
export function* browserSafeSchema(tree) {
  for (const { file, line, target } of reachedFrom(tree, /^modules\/[^/]+\/src\/schema\.ts$/)) {
    if (target !== 'zod' && ours(target)?.door !== 'schema')
      yield {
        file,
        line,
        message: `imports ${target}; a schema file goes to the browser and imports only zod and schemas`,
      };
  }
}

/**
 * The command line and the test kit are installed by people who have nothing else of us: what they take of ours is built into
 * them, and that is the signing alone, which in turn needs nothing but Node.
 */
export function* installedImports(tree) {
  for (const { source, target, own, at } of everyImport(tree)) {
    const isInstalled = /^(apps\/cli|modules\/testing)\//.test(source.file) && !source.isTest;
    if (isInstalled && own && !(own.name === 'secret' && own.door === 'signing'))
      yield {
        ...at,
        message: `imports ${target}; what is installed alone takes only @tidings/secret/signing`,
      };
  }
  for (const { file, line, target } of reachedFrom(tree, /^modules\/[^/]+\/src\/signing\.ts$/, isRun)) {
    if (!target.startsWith('node:'))
      yield { file, line, message: `imports ${target}; the signing needs nothing but Node` };
  }
}

/** What only a type is taken from, nobody runs. */
const isRun = (clause) => !/^(import|export) type\b/.test(clause);

/** Every import of a package by the files of this name and those that they reach by path. */
function* reachedFrom(tree, name, counts = () => true) {
  const byFile = new Map(tree.files.map((source) => [source.file, source]));
  const visited = new Set();
  const waiting = tree.files.filter(({ file }) => name.test(file));
  while (waiting.length > 0) {
    const source = waiting.pop();
    if (visited.has(source.file)) continue;
    visited.add(source.file);
    for (const { target, line } of source.imports.filter(({ clause }) => counts(clause))) {
      if (!target.startsWith('.')) {
        yield { file: source.file, line, target };
        continue;
      }
      const next = byFile.get(path.posix.join(path.posix.dirname(source.file), target));
      if (next) waiting.push(next);
    }
  }
}
