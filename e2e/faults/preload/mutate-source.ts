/*
 * Runs inside a server process before the server does, and changes the product's source text as it is loaded: the one
 * mutation that FAULTS_MUTATION names.
 */
import { editSources } from '../../support/edited-source.ts';
import { MUTATIONS } from '../mutations.ts';

const name = process.env['FAULTS_MUTATION'] ?? '';
const mutation = MUTATIONS[name];
if (!mutation) throw new Error(`FAULTS_MUTATION: there is no mutation "${name}".`);

editSources(mutation.edits);
