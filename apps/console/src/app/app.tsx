import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { queryClient } from '../api/client.ts';
import { resolveCssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';
import { router } from './router.ts';
import { styleNonce } from './style-nonce.ts';

// What is to be shown waits in their store until they are here.
const Toasts = lazy(async () => ({ default: (await import('./toasts.tsx')).Toasts }));

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveCssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Suspense>
        <Toasts />
      </Suspense>
    </MantineProvider>
  );
}
