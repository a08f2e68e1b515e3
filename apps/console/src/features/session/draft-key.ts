import { queryClient } from '../../api/client.ts';
import { sessionQuery } from './use-session.ts';

/**
 * Where this tab keeps what was typed in a form and not saved. Whoever comes into the same tab later, by a portal link
 * of another account or as somebody else, has places of their own.
 */
export function draftKey(form: string): string {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  return `tidings.draft.${session?.account.id ?? ''}.${session?.user.id ?? ''}.${form}`;
}
