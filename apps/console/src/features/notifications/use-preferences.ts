import { useMutation, useQuery } from '@tanstack/react-query';
import type { Preferences } from '@tidings/notification/schema';

import { queryClient, trpc } from '../../api/client.ts';

export function usePreferences() {
  return useQuery(trpc.notifications.preferences.queryOptions());
}

const keep = (preferences: Preferences) =>
  queryClient.setQueryData(trpc.notifications.preferences.queryKey(), preferences);

export function useChangePreferences() {
  return useMutation(trpc.notifications.changePreferences.mutationOptions({ onSuccess: keep }));
}

export function useChangeDefaults() {
  return useMutation(trpc.notifications.changeDefaults.mutationOptions({ onSuccess: keep }));
}
