/*
 * Runs inside a server process before the server does, and changes the product's source text as it is loaded: the one
 * mutation that FAULTS_MUTATION names. So the product holds no switch by which it could be broken.
 */
import { registerHooks } from 'node:module';
import { edited, MUTATIONS } from '../mutations.ts';

const name = process.env['FAULTS_MUTATION'] ?? '';
const mutation = MUTATIONS[name];
if (!mutation) throw new Error(`FAULTS_MUTATION: there is no mutation "${name}".`);

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    const edits = mutation.edits.filter(({ file }) => url.endsWith(file));
    if (edits.length === 0) return loaded;
    const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: edits.reduce(edited, text) };
  },
});
