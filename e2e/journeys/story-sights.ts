import type { Locator, Page } from 'playwright-core';

type Part = { role: Parameters<Page['getByRole']>[0]; name: string; checked?: boolean; holds?: string };
/** See `apps/console/src/stories/story.ts`. */
export type Sight = string | Part | { css: string };

/** What the index of the stories tells of one. */
export type Story = {
  address: string;
  shows: Sight[];
  lacks: Sight[];
  refused: { procedure: string; status: number }[];
};

/** The names of component and story stand above what is looked at. */
const NO_FRAME = ':not([data-frame] *)';

function placesOf(page: Page, sight: Sight): Locator {
  if (typeof sight === 'string')
    return page.getByText(new RegExp(RegExp.escape(sight))).and(page.locator(NO_FRAME));
  if ('css' in sight) return page.locator(sight.css);
  const { role, name, checked } = sight;
  return page.getByRole(role, { name, exact: true, ...(checked !== undefined && { checked }) });
}

async function isSeen(page: Page, sight: Sight): Promise<boolean> {
  const places = placesOf(page, sight).filter({ visible: true });
  if (typeof sight === 'string' || !('holds' in sight)) return (await places.count()) > 0;
  const held = await places.evaluateAll((fields) =>
    fields.map((field) =>
      'value' in field ? String(field.value) : (field.ariaValueText ?? field.textContent),
    ),
  );
  return held.some((value) => value.includes(sight.holds ?? ''));
}

/** The first thing that a story says of itself and that is not so; null if the page is what it says. */
export async function unlike(page: Page, { shows, lacks }: Story): Promise<object | null> {
  for (const sight of shows) if (!(await isSeen(page, sight))) return { unseen: sight };
  for (const sight of lacks) if (await isSeen(page, sight)) return { seen: sight };
  return null;
}

/** Those stories that the page could be as well, for all they say of themselves. */
export async function mistakenFor(page: Page, others: readonly Story[]): Promise<string[]> {
  const found = await Promise.all(
    others.map(async (each) => ((await unlike(page, each)) === null ? [each.address] : [])),
  );
  return found.flat();
}
