import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { InvitationWithLink } from '@tidings/identity/schema';
import { useState } from 'react';

import { InvitationLink } from './invitation-link.tsx';
import { InviteForm } from './invite-form.tsx';

/** Asks whom to invite as what; then shows the link where no e-mail goes out. */
export function InviteModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [invited, setInvited] = useState<InvitationWithLink | null>(null);
  const [touched, setTouched] = useState(false);
  const finish = (invitation: InvitationWithLink) => {
    if (invitation.link !== null) return setInvited(invitation);
    notifications.show({ title: `${invitation.email} is invited`, message: 'The e-mail is on its way.' });
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      // A click beside it, or Escape, must lose neither what was typed nor what is shown once.
      closeOnClickOutside={!touched && !invited}
      closeOnEscape={!touched && !invited}
      title={invited ? `${invited.email} is invited` : 'Invite somebody'}
      size={520}
      onExitTransitionEnd={() => {
        setInvited(null);
        setTouched(false);
      }}
    >
      {invited ? (
        <InvitationLink invitation={invited} onClose={onClose} />
      ) : (
        <InviteForm onTouched={setTouched} onInvited={finish} onCancel={onClose} />
      )}
    </Modal>
  );
}
