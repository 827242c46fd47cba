import type { Application } from '../api/types.ts';
import { to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { pictureOf } from '../picture/pictures.ts';
import { Scene } from '../picture/Scene.tsx';
import { appSummary } from './summaries.ts';

/** A picture of more units than this cannot be read as a small one. */
const FAR = 1_150;

/** An application's picture to look at, which leads to the real one. */
export function MiniPicture({ app }: { app: Application }) {
  const { graph, layout } = pictureOf(app.id).value;
  const summary = appSummary(app);
  const tops = [...layout.places.values()].map(place => place.y);
  const lefts = [...layout.places.values()].map(place => place.x);
  const top = Math.min(0, ...tops) - 12;
  const left = Math.min(0, ...lefts) - 12;
  // Doors stand out to the left of the first column.
  const width = Math.max(620, layout.width - left + 12);
  const height = Math.max(200, layout.height + 24);
  return (
    <a class="mini card plain-link" href={to('apps', app.name ?? app.id)}>
      <header>
        <h2>{app.name ?? app.id}</h2>
        <p>
          <Sign look={LOOK_OF[summary.condition]} />
          <span class="cut">{summary.text}</span>
        </p>
      </header>
      <svg
        viewBox={`${left} ${top} ${width} ${height}`}
        role="img"
        aria-label={`Picture of ${app.name ?? app.id}`}
      >
        <Scene
          graph={graph}
          layout={layout}
          camera={null}
          stage={width > FAR || height > FAR * 0.6 ? 'far' : 'middle'}
          selected={null}
          marked={null}
          pick={null}
        />
      </svg>
    </a>
  );
}
