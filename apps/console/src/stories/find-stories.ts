import type { Stories, Story } from './story.ts';

const files = import.meta.glob<Stories>('../**/*.stories.tsx', { import: 'stories' });

/** `webhook-card` for `../features/…/webhook-card.stories.tsx`. */
function componentOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace('.stories.tsx', '');
}

/** All components that have stories, in the order of their names. */
export async function everyComponent(): Promise<{ component: string; stories: Stories }[]> {
  const found = await Promise.all(
    Object.entries(files).map(async ([file, load]) => ({
      component: componentOf(file),
      stories: await load(),
    })),
  );
  return found.toSorted((a, b) => a.component.localeCompare(b.component));
}

/** One story by its address, such as `webhook-card/failing`; its component alone is loaded. */
export async function findStory(address: string): Promise<Story | undefined> {
  const [component, name = ''] = address.split('/');
  const [, load] = Object.entries(files).find(([file]) => componentOf(file) === component) ?? [];
  return (await load?.())?.[name];
}
