import { Modal } from '@mantine/core';
import type { InvitationWithLink } from '@tidings/identity/schema';

import { InvitationLink } from './invitation-link.tsx';

interface InvitationLinkModalProps {
  invitation: InvitationWithLink | undefined;
  onClose: () => void;
}

/** After an invitation was sent again where no e-mail goes out. */
export function InvitationLinkModal({ invitation, onClose }: InvitationLinkModalProps) {
  const link = invitation?.link ?? null;
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={`A new link for ${invitation?.email}`}
      size={520}
    >
      {invitation && <InvitationLink invitation={invitation} onClose={onClose} />}
    </Modal>
  );
}
