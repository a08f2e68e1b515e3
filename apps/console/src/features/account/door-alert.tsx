import { Anchor } from '@mantine/core';

import { isSignedOut } from '../../api/failure.ts';
import { AlertLine } from '../session/alert-line.tsx';
import { doorWords } from './door-words.ts';

/** Why a change of how somebody signs in was refused, where that is about no field. */
export function DoorAlert({ error }: { error: unknown }) {
  const words = doorWords(error);
  const isOver = words?.at === 'form' && isSignedOut(error);
  return (
    <AlertLine>
      {words && (
        <>
          {words.message}{' '}
          {isOver && (
            <Anchor href="/sign-in" target="_blank" rel="noopener" underline="always" fz="inherit">
              Sign in in a new tab
            </Anchor>
          )}
        </>
      )}
    </AlertLine>
  );
}
