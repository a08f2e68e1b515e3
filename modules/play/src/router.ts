import { accountProcedure, router } from '@tidings/kernel';
import { clearInbox } from './clear-inbox.ts';
import { inbox, inboxInput, setAnswerInput } from './schema.ts';
import { setAnswer } from './set-answer.ts';
import { showInbox } from './show-inbox.ts';

export const playRouter = router({
  play: router({
    inbox: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(inboxInput)
      .output(inbox)
      .query(({ ctx, input }) => showInbox(ctx, input)),
    setAnswer: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .input(setAnswerInput)
      .output(inbox)
      .mutation(({ ctx, input }) => setAnswer(ctx, input)),
    clear: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .input(inboxInput)
      .output(inbox)
      .mutation(({ ctx, input }) => clearInbox(ctx, input)),
  }),
});
