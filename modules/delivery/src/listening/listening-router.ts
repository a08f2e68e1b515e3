import { accountProcedure } from '@tidings/kernel';
import { listenerRequests, readRequestsInput } from './listening-schema.ts';
import { readRequests } from './read-requests.ts';

export const listeningProcedures = {
  // A POST and a mutation although nothing changes: the ids that came before do not fit into an address.
  requests: accountProcedure({ scope: 'events:read', role: 'developer' })
    .meta({
      rest: { method: 'POST', path: '/listen', summary: 'Read what a listener is sent', tag: 'Deliveries' },
    })
    .input(readRequestsInput)
    .output(listenerRequests)
    .mutation(({ ctx, input }) => readRequests(ctx, input)),
};
