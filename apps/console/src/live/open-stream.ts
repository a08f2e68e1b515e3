import { queryClient } from '../api/client.ts';
import { sessionQuery } from '../features/session/use-session.ts';
import { connectNews } from './connect-news.ts';
import { holdStream } from './live.ts';
import { NewsStream } from './news-stream.ts';
import { readNews } from './read-again.ts';

/** Makes the tab's one stream of news, which opens when a page behind the sign-in is shown. */
export function prepareStream(): void {
  let hasEnded = false;
  holdStream(
    new NewsStream({
      connect: (lastEventId, subscriber) =>
        connectNews(lastEventId, {
          ...subscriber,
          onNews: (id, news) => {
            // The server ends a stream when its reader may hear more or less than before, as with another role.
            if (hasEnded) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
            hasEnded = false;
            subscriber.onNews(id, news);
          },
          onEnded: () => {
            hasEnded = true;
            subscriber.onEnded();
          },
        }),
      onNews: readNews,
      // Whoever is signed out learns it by this, and the router takes them to the sign-in.
      onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    }),
  );
}
