import openapi from 'virtual:openapi';
import { samplesOfOperation } from './of-operation';
import { panels, type SampleGroup } from './panels';

declare global {
  namespace App {
    interface Locals {
      /** Set by pages that are generated and bring their own samples. */
      sampleGroups?: SampleGroup[];
    }
  }
}

/** The samples that stand beside the page of this request, or null. */
export function samplesOf(locals: App.Locals): SampleGroup[] | null {
  const { samples, operations = [] } = locals.starlightRoute.entry.data;
  const own = samples === undefined ? (locals.sampleGroups ?? []) : panels[samples];
  if (!own) throw new Error(`There are no samples "${samples}" in src/samples/panels.ts.`);
  // There are none where the server has not emitted its document.
  const shown = openapi ? operations.map((operation) => samplesOfOperation(openapi, operation)) : [];
  const groups = [...own, ...shown];
  return groups.length > 0 ? groups : null;
}
