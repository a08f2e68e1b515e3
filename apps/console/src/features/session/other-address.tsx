import { Anchor } from '@mantine/core';

import { useSignInOptions } from './use-sign-in-options.ts';

/** Why nothing can be sent from a console that was opened at another address than the server goes by, and what helps. */
export function OtherAddress({ said }: { said: string }) {
  const home = useSignInOptions()?.public_url;
  const { origin, pathname, search, hash } = window.location;
  // What stands between may have changed the address that the browser has said; then the server's own words tell more.
  if (home === undefined || home === origin) return said;
  return (
    <>
      The server takes nothing from this address. Open the console at{' '}
      <Anchor href={`${home}${pathname}${search}${hash}`} underline="always" fz="inherit">
        {home}
      </Anchor>
      , or set PUBLIC_URL to {origin} and start the server again.
    </>
  );
}
