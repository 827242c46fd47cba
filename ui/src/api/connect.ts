import { Feed, type News } from './feed.ts';

/**
 * Follows the feed, by the worker that all tabs share where the browser has such workers. Returns what makes it try
 * again at once.
 */
export function connect(tell: (news: News) => void): () => void {
  if (typeof SharedWorker === 'undefined') {
    const feed = new Feed(tell);
    feed.start();
    return () => feed.hurry();
  }
  const worker = new SharedWorker(new URL('./feed-worker.ts', import.meta.url), {
    type: 'module',
    name: 'storm-feed',
  });
  worker.port.onmessage = ({ data }: MessageEvent<News>) => tell(data);
  // A page that a browser kept in its cache and shows again has missed what happened meanwhile.
  addEventListener('pagehide', () => worker.port.postMessage('bye'));
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload();
  });
  return () => worker.port.postMessage('hurry');
}
