import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { Card } from '../../../ui/card.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useSession } from '../../session/use-session.ts';
import { DisableModal } from './disable-modal.tsx';
import { EnableModal } from './enable-modal.tsx';
import { RenewCodesModal } from './renew-codes-modal.tsx';

type Dialog = 'enable' | 'disable' | 'renew';

/** Codes of an authenticator app (RFC 6238), on or off. */
export function SecondFactorCard() {
  const isOn = useSession().second_factor ?? false;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <Card
      title="Second factor"
      actions={<StatusBadge tone={isOn ? 'success' : 'rest'}>{isOn ? 'On' : 'Off'}</StatusBadge>}
    >
      <Text c="dimmed" mb={12}>
        {isOn
          ? 'Every sign-in asks for a code of your authenticator app, or for one of your backup codes.'
          : 'With it, whoever learns your password still cannot sign in: a code of an app on your phone is asked for too.'}
      </Text>
      <Group gap="xs">
        {isOn ? (
          <>
            <Button variant="default" onClick={() => setDialog('renew')}>
              New backup codes
            </Button>
            <Button variant="default" onClick={() => setDialog('disable')}>
              Turn off
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setDialog('enable')}>
            Turn on
          </Button>
        )}
      </Group>
      <EnableModal opened={dialog === 'enable'} onClose={close} />
      <RenewCodesModal opened={dialog === 'renew'} onClose={close} />
      <DisableModal opened={dialog === 'disable'} onClose={close} />
    </Card>
  );
}
