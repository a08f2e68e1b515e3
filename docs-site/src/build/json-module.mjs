/** A Vite plugin that serves what `read` returns as the default export of the module `name`. */
export function jsonModule(name, read) {
  const resolved = `\0${name}`;
  return {
    name,
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => (id === resolved ? `export default ${JSON.stringify(read())}` : undefined),
  };
}
