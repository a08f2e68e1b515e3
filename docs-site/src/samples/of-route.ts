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
  const name = locals.starlightRoute.entry.data.samples;
  if (!name) return locals.sampleGroups ?? null;
  const groups = panels[name];
  if (!groups) throw new Error(`There are no samples "${name}" in src/samples/panels.ts.`);
  return groups;
}
