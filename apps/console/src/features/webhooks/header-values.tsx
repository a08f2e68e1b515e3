import { Anchor } from '@mantine/core';
import { useState } from 'react';

import { Mono } from '../../ui/mono.tsx';
import classes from './webhook-page.module.css';

const HIDDEN = '••••••••';

/** Custom headers. What a header says may be a token: it shows when asked for. */
export function HeaderValues({ headers }: { headers: Record<string, string> }) {
  const [shown, setShown] = useState(false);
  const named = Object.entries(headers);
  if (named.length === 0) return 'None of its own';
  return (
    <span className={classes.headers}>
      <Mono>{named.map(([name, value]) => `${name}: ${shown ? value : HIDDEN}`).join(', ')}</Mono>
      <Anchor component="button" type="button" fz="inherit" onClick={() => setShown(!shown)}>
        {shown ? 'Hide the values' : 'Show the values'}
      </Anchor>
    </span>
  );
}
