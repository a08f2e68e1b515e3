import { accountProcedure, READ_SCOPES, router } from '@tidings/kernel';
import { streamNewsInput } from './schema.ts';
import { streamNews } from './stream-news.ts';

export const liveRouter = router({
  live: router({
    // Whoever may read something of the account hears of that, and of nothing else.
    news: accountProcedure({ scope: READ_SCOPES, role: 'viewer' })
      .input(streamNewsInput)
      .subscription(({ ctx, input, signal }) => streamNews(ctx, input, signal)),
  }),
});
