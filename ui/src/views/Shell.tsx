import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { reconnect } from '../mirror/follow.ts';
import { apps, connection, groups, jobs, loaded, loadError, procedures, resources } from '../mirror/world.ts';
import { ago, now } from '../parts/clock.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { path, to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { isDark, nextTheme } from '../parts/theme.ts';
import { Palette, paletteOpen } from './Palette.tsx';
import { appSummary } from './summaries.ts';

/** The frame of every view: where one can go, and whether what is shown is alive. */
export function Shell({ children }: { children: ComponentChildren }) {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        paletteOpen.value = !paletteOpen.value;
      }
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);
  return (
    <div class="shell">
      <Rail />
      <main class="main">{loaded.value ? children : <Loading />}</main>
      <OldData />
      <Dialog />
      {paletteOpen.value && <Palette />}
    </div>
  );
}

function Loading() {
  const lost = connection.value.state === 'lost';
  return (
    <div class="loading" role="status">
      {lost || loadError.value ? (
        <>
          <p>stormd cannot be reached. This page tries again by itself.</p>
          {loadError.value && <p class="text-bad">{loadError.value}</p>}
        </>
      ) : (
        <p>Reading what there is…</p>
      )}
    </div>
  );
}

const PATIENCE_MILLIS = 1_500;

/** Says that what is shown may be old, once that has lasted for a moment. */
function OldData() {
  const { value } = connection;
  const since = value.state === 'lost' ? value.since : null;
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(() => setOld(true), PATIENCE_MILLIS);
    return () => {
      clearTimeout(timer);
      setOld(false);
    };
  }, [since]);
  if (!loaded.value || since === null || !isOld) return null;
  return (
    <div class="old-data" role="alert">
      <Sign look="bad" />
      <span>
        No connection. This is how it was <span class="number">{ago(since, now.value)}</span>.
      </span>
      <button type="button" class="button small" onClick={reconnect}>
        Connect now
      </button>
    </div>
  );
}

function Rail() {
  void apps.version.value;
  void groups.version.value;
  return (
    <nav class="rail" aria-label="Views">
      <a class="brand" href="/ui/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="#3657c8" />
          <path d="M18.200 4.500 8 18.200h6.600l-1.200 9.300L24 13.600h-7z" fill="#fff" />
        </svg>
        <span class="label">Perfect Storm</span>
      </a>
      <button
        type="button"
        class="rail-link rail-search"

        onClick={() => (paletteOpen.value = true)}
      >
        <span>
          <Icon name="search" /> <span class="label">Search</span>
        </span>
        <kbd aria-hidden="true">{/Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl '}K</kbd>
      </button>
      <Item icon="home" name="Home" href="/ui/" />
      <div class="rail-apps">
        {apps
          .sorted()
          .slice(0, APPS)
          .map(app => {
            const name = app.name ?? app.id;
            const href = to('apps', name);
            return (
              <a
                key={app.id}
                class="rail-link"
                href={href}
                aria-current={path.value === href ? 'page' : undefined}
              >
                <Sign look={LOOK_OF[appSummary(app).condition]} />
                <span class="cut">{name}</span>
              </a>
            );
          })}
      </div>
      <Item icon="resources" name="Resources" href={to('resources')} count={<Count of={resources} />} />
      <Item icon="groups" name="Groups" href={to('groups')} count={<Count of={groups} />} />
      <Item icon="procedures" name="Procedures" href={to('procedures')} count={<Count of={procedures} />} />
      <Item icon="jobs" name="Jobs" href={to('jobs')} count={<Count of={jobs} />} />
      <Item icon="events" name="Events" href={to('events')} />
      <div class="rail-space" />
      <button type="button" class="rail-link" onClick={nextTheme}>
        <Icon name={isDark() ? 'sun' : 'moon'} />
        <span class="label">{isDark() ? 'Light' : 'Dark'}</span>
      </button>
      <Connection />
    </nav>
  );
}

const APPS = 30;

function Count({ of }: { of: { version: { value: number }; size: number } }) {
  void of.version.value;
  return of.size ? <span class="count number">{of.size.toLocaleString('en')}</span> : null;
}

function Item({
  icon,
  name,
  href,
  count,
}: {
  icon: IconName;
  name: string;
  href: string;
  count?: ComponentChildren;
}) {
  const here = href === '/ui/' ? path.value === '/ui/' || path.value === '/' : path.value.startsWith(href);
  return (
    <a class="rail-link" href={href} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} />
      <span class="label">{name}</span>
      {count}
    </a>
  );
}

function Connection() {
  const { value } = connection;
  const text =
    value.state === 'live' ? 'Live' : value.state === 'connecting' ? 'Connecting' : 'Not connected';
  return (
    <div class={`connection ${value.state}`} role="status" title={text}>
      <span class="dot" />
      <span class="label">{text}</span>
    </div>
  );
}
