import { Button } from '@mantine/core';

import { Mono } from '../../ui/mono.tsx';
import { DoorCard } from './door-card.tsx';
import type { ForeignLink } from './foreign-link.ts';

/** No id is longer. What stands in an address can be anything. */
const SHOWN = 60;

/** Says nothing of whether there is such an account: an address can be made up. */
export function ForeignAccount({ link: { account, open, email } }: { link: ForeignLink }) {
  return (
    <DoorCard
      title="You are not a member of this account"
      sentence={
        <>
          The link is for the account <Mono>{account.slice(0, SHOWN) || '(no id)'}</Mono>.{' '}
          {email ?? 'This visit'} does not belong to it, or no longer.
        </>
      }
      hint="An invitation by an admin of the account lets you in."
    >
      <Button component="a" href="/" fullWidth mt={16}>
        Go to {open}
      </Button>
    </DoorCard>
  );
}
