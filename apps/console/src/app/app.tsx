import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';

import { queryClient } from '../api/client.ts';
import { resolveCssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';
import { router } from './router.ts';
import { styleNonce } from './style-nonce.ts';

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
      <Notifications position="bottom-right" autoClose={4_000} />
    </MantineProvider>
  );
}
