import { queryClient } from '../api/client.ts';
import { readFailure } from '../api/failure.ts';
import { streamClient } from '../api/stream-client.ts';
import { sessionQuery } from '../features/session/use-session.ts';
import { holdStream } from './live.ts';
import { NewsStream } from './news-stream.ts';
import { readNews } from './read-again.ts';

/** Makes the tab's one stream of news, which opens when a page behind the sign-in is shown. */
export function prepareStream(): void {
  let hasEnded = false;
  holdStream(
    new NewsStream({
      connect: (lastEventId, { onNews, onReconnecting, onFailed, onEnded }) => {
        const subscription = streamClient.live.news.subscribe(
          { lastEventId },
          {
            onData: ({ id, data }) => {
              // The server ends a stream when its reader may hear more or less than before, as with another role.
              if (hasEnded) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
              hasEnded = false;
              onNews(id, data);
            },
            onConnectionStateChange: ({ state, error }) => {
              if (state === 'connecting' && error) onReconnecting();
            },
            onError: (error) => {
              const failure = readFailure(error);
              onFailed(failure.kind === 'refused' && failure.status < 500);
            },
            onComplete: () => {
              hasEnded = true;
              onEnded();
            },
          },
        );
        return () => subscription.unsubscribe();
      },
      onNews: readNews,
      // Whoever is signed out learns it by this, and the router takes them to the sign-in.
      onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    }),
  );
}
