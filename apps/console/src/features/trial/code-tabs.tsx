import { Tabs } from '@mantine/core';
import { useState } from 'react';

import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import classes from './trial.module.css';

// Those of the documentation, so that there is one of each: its tests run them against real deliveries,
// and the compiler checks that in TypeScript as strictly as our own code.
const files = import.meta.glob<string>(
  '../../../../../docs-site/src/samples/verifying/{by-hand,standardwebhooks}.*',
  { eager: true, query: '?raw', import: 'default' },
);

const SAMPLES = [
  { label: 'Node.js with a library', file: 'standardwebhooks.mjs' },
  { label: 'Node.js', file: 'by-hand.mjs' },
  { label: 'TypeScript', file: 'by-hand.mts' },
  { label: 'Python', file: 'by-hand.py' },
  { label: 'Ruby', file: 'by-hand.rb' },
  { label: 'PHP', file: 'by-hand.php' },
].map(({ label, file }) => ({
  label,
  code: files[`../../../../../docs-site/src/samples/verifying/${file}`] ?? '',
}));

export default function CodeTabs() {
  const [chosen, setChosen] = useState(SAMPLES[0]?.label ?? null);
  const shown = SAMPLES.find(({ label }) => label === chosen);
  return (
    <Tabs value={chosen} onChange={setChosen} keepMounted={false}>
      <div className={classes.languages}>
        <Tabs.List aria-label="Languages" className={classes.tabs}>
          {SAMPLES.map(({ label }) => (
            <Tabs.Tab key={label} value={label}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown && (
          <CopyText value={shown.code} label={`Copy the code: ${shown.label}`}>
            Copy
          </CopyText>
        )}
      </div>
      {SAMPLES.map(({ label, code }) => (
        <Tabs.Panel key={label} value={label}>
          <CodeBlock label={`Receiver: ${label}`} maxHeight={340} as="code">
            {code}
          </CodeBlock>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
