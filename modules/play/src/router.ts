import { accountProcedure, type Context, DomainError, router, tenantOf } from '@tidings/kernel';
import { z } from 'zod';
import { inboxOf, inboxUrl } from './inbox.ts';
import { inbox, setAnswerInput } from './schema.ts';

/** The built-in receiver keeps what it gets in this process, so it exists where there is one process only. */
const playProcedure = accountProcedure.use(({ ctx, next }) => {
  if (ctx.config.mode === 'production') {
    throw new DomainError('not_found', 'The built-in receiver exists in dev and demo mode only.');
  }
  return next();
});

function show(ctx: Context): z.output<typeof inbox> {
  const accountId = tenantOf(ctx);
  const { arrivals, answerStatus } = inboxOf(accountId);
  return { url: inboxUrl(ctx.config.PUBLIC_URL, accountId), answer_status: answerStatus, data: arrivals };
}

export const playRouter = router({
  play: router({
    inbox: playProcedure
      .input(z.object({}))
      .output(inbox)
      .query(({ ctx }) => show(ctx)),
    setAnswer: playProcedure
      .input(setAnswerInput)
      .output(inbox)
      .mutation(({ ctx, input }) => {
        inboxOf(tenantOf(ctx)).answerStatus = input.status;
        return show(ctx);
      }),
    clear: playProcedure
      .input(z.object({}))
      .output(inbox)
      .mutation(({ ctx }) => {
        inboxOf(tenantOf(ctx)).clear();
        return show(ctx);
      }),
  }),
});
