import { DoorCard } from '../session/door-card.tsx';

/** What stands at the portal's door when it stays closed. */
export function PortalPage({ reason }: { reason: string }) {
  return <DoorCard title="This page cannot be opened" sentence={<span role="alert">{reason}</span>} />;
}
