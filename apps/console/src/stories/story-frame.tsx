import { MantineProvider } from '@mantine/core';
import { StrictMode, type ReactNode } from 'react';

import { resolveCssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';

/** In the scheme that the address asks for, or else in that of the system. */
const scheme = new URLSearchParams(location.search).get('scheme');

/** What the console has around all of its parts. */
export function StoryFrame({ children }: { children: ReactNode }) {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveCssVariables}
        defaultColorScheme="auto"
        {...((scheme === 'light' || scheme === 'dark') && { forceColorScheme: scheme })}
      >
        {children}
      </MantineProvider>
    </StrictMode>
  );
}
