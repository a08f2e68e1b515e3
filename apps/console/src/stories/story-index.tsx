import { Anchor } from '@mantine/core';

import type { Stories, Story } from './story.ts';
import classes from './stories.module.css';

const SCHEMES = ['light', 'dark'];

/** What whoever looks at a story from outside is to expect of it. */
function expectations({ shows, lacks = [], answers = {} }: Story): string {
  const refused = Object.entries(answers).flatMap(([procedure, answer]) =>
    typeof answer === 'object' && 'status' in answer ? [{ procedure, status: answer.status }] : [],
  );
  return JSON.stringify({ shows, lacks, refused });
}

/** Every story with a link to it in each colour scheme. */
export function StoryIndex({ components }: { components: { component: string; stories: Stories }[] }) {
  return (
    <main id="main" className={classes.index}>
      <h1>Stories</h1>
      {components.map(({ component, stories }) => (
        <section key={component} aria-label={component}>
          <h2>{component}</h2>
          <ul>
            {Object.entries(stories).map(([name, story]) => {
              const address = `${component}/${name}`;
              return (
                <li key={name} data-story={address} data-expected={expectations(story)}>
                  <Anchor href={`#${address}`}>{name}</Anchor>
                  {SCHEMES.map((scheme) => (
                    <Anchor key={scheme} c="dimmed" href={`?scheme=${scheme}#${address}`}>
                      {scheme}
                    </Anchor>
                  ))}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </main>
  );
}
