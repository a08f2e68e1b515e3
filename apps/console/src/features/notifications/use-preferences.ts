import { useMutation, useMutationState, useQuery } from '@tanstack/react-query';
import type { NoticeKind, Preferences } from '@tidings/notification/schema';

import { queryClient, trpc } from '../../api/client.ts';
import { tellFailure } from '../../ui/tell-failure.ts';
import { KINDS } from './kind-words.ts';

export function usePreferences() {
  return useQuery(trpc.notifications.preferences.queryOptions());
}

const keep = (preferences: Preferences) =>
  queryClient.setQueryData(trpc.notifications.preferences.queryKey(), preferences);

/** One after the other: an answer has all preferences, and one that comes late would take back what was chosen since. */
const SCOPE = { id: 'mail-preferences' };

/** What was chosen last is followed by who asked for it; that an earlier one failed is told all the same. */
const changing = (kind: NoticeKind) => ({
  scope: SCOPE,
  // Forgotten soon after who asked for it is gone: "Saved." is no news to who comes back.
  gcTime: 1_000,
  onSuccess: keep,
  onError: (error: unknown) => {
    tellFailure(error, `save the choice for ${KINDS[kind].label}`, 'It is as it was.');
    // It may have been saved all the same. Waited for: what is chosen next must not be overtaken by what was read before it.
    return queryClient.invalidateQueries(trpc.notifications.preferences.pathFilter());
  },
});

/** For one kind of notification. */
export function useChangePreferences(kind: NoticeKind) {
  return useMutation(trpc.notifications.changePreferences.mutationOptions(changing(kind)));
}

/** For one kind of notification. */
export function useChangeDefaults(kind: NoticeKind) {
  return useMutation(trpc.notifications.changeDefaults.mutationOptions(changing(kind)));
}

/** Whether all is saved that was chosen here, up to the last of it. */
export function useIsSaved(): boolean {
  const statuses = useMutationState({
    filters: { predicate: ({ options }) => options.scope?.id === SCOPE.id },
    select: ({ state }) => state.status,
  });
  return statuses.at(-1) === 'success' && !statuses.includes('pending');
}
