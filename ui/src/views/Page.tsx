import { apps } from '../mirror/world.ts';
import { parts, to } from '../parts/router.ts';
import { ApplicationView } from './ApplicationView.tsx';
import { Home } from './Home.tsx';

/** The view that the address asks for. */
export function Page() {
  const [view, key] = parts.value;
  switch (view) {
    case undefined:
      return <Home />;
    case 'apps':
      return key ? <OneApplication key={key} name={key} /> : <Home />;
    default:
      return <Missing what="view" name={view} />;
  }
}

function OneApplication({ name }: { name: string }) {
  void apps.version.value;
  const app = apps.find(name);
  return app ? <ApplicationView app={app} /> : <Missing what="application" name={name} />;
}

export function Missing({ what, name }: { what: string; name: string }) {
  return (
    <div class="loading">
      <p>
        There is no {what} “{name}”, or not any more.
      </p>
      <a class="button" href={to()}>
        Home
      </a>
    </div>
  );
}
