import { accountProcedure, router } from '@tidings/kernel';
import { z } from 'zod';
import { clearInbox } from './clear-inbox.ts';
import { inbox, setAnswerInput } from './schema.ts';
import { setAnswer } from './set-answer.ts';
import { showInbox } from './show-inbox.ts';

export const playRouter = router({
  play: router({
    inbox: accountProcedure({ scope: 'webhooks:read', role: 'developer' })
      .input(z.strictObject({}))
      .output(inbox)
      .query(({ ctx }) => showInbox(ctx)),
    setAnswer: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .input(setAnswerInput)
      .output(inbox)
      .mutation(({ ctx, input }) => setAnswer(ctx, input)),
    clear: accountProcedure({ scope: 'webhooks:write', role: 'developer' })
      .input(z.strictObject({}))
      .output(inbox)
      .mutation(({ ctx }) => clearInbox(ctx)),
  }),
});
