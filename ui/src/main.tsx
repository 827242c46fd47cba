import './style/fonts.css';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/picture.css';
import './style/views.css';
import { render } from 'preact';
import { follow } from './mirror/follow.ts';
import { watchLinks } from './parts/router.ts';
import './parts/theme.ts';
import { Page } from './views/Page.tsx';
import { Shell } from './views/Shell.tsx';

// A part of the page that is no longer there: stormd was renewed while the page was open.
addEventListener('vite:preloadError', () => location.reload());

watchLinks();
follow();
const place = document.getElementById('page');
if (place) {
  render(
    <Shell>
      <Page />
    </Shell>,
    place,
  );
}
