import { useSession } from '../session/use-session.ts';

/** Notifications are about webhooks: who may not open their pages has none. */
export function useMayBeTold(): boolean {
  return useSession().role !== 'viewer';
}
