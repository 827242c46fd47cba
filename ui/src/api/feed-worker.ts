// One feed for all tabs of this browser: with HTTP/1.1 a browser opens only six connections to a server.
import { Feed, type News } from './feed.ts';

interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

const ports = new Set<Port>();
let open = false;

const feed = new Feed(news => {
  if (news.kind === 'open') open = true;
  if (news.kind === 'lost' || news.kind === 'gone') open = false;
  for (const port of ports) port.postMessage(news);
});
feed.start();

const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void };
scope.onconnect = event => {
  const port = event.ports[0] as Port | undefined;
  if (!port) return;
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<'bye' | 'hurry'>) => {
    if (data === 'bye') ports.delete(port);
    else feed.hurry();
  };
  port.postMessage({ kind: open ? 'open' : 'lost' } satisfies News);
};
