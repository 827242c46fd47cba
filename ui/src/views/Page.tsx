import { lazy } from '../parts/lazy.tsx';
import type { Shelf } from '../mirror/shelf.ts';
import { apps, groups, jobs, procedures, resources } from '../mirror/world.ts';
import type { ComponentChildren } from 'preact';
import { parts, to } from '../parts/router.ts';
import { ApplicationView } from './ApplicationView.tsx';
import { Home } from './Home.tsx';

const ResourcesView = lazy(() => import('./ResourcesView.tsx').then(it => it.ResourcesView));
const ResourceView = lazy(() => import('./ResourceView.tsx').then(it => it.ResourceView));
const GroupsView = lazy(() => import('./GroupsView.tsx').then(it => it.GroupsView));
const GroupView = lazy(() => import('./GroupView.tsx').then(it => it.GroupView));
const ProceduresView = lazy(() => import('./ProceduresView.tsx').then(it => it.ProceduresView));
const ProcedureView = lazy(() => import('./ProcedureView.tsx').then(it => it.ProcedureView));
const JobsView = lazy(() => import('./JobsView.tsx').then(it => it.JobsView));
const JobView = lazy(() => import('./JobView.tsx').then(it => it.JobView));
const SubscriptionsView = lazy(() => import('./SubscriptionsView.tsx').then(it => it.SubscriptionsView));
const EventsView = lazy(() => import('./EventsView.tsx').then(it => it.EventsView));
const ImportView = lazy(() => import('./ImportView.tsx').then(it => it.ImportView));

/** The view that the address asks for. */
export function Page() {
  const [view, key] = parts.value;
  switch (view) {
    case undefined:
      return <Home />;
    case 'apps':
      return key ? (
        <One key={key} of={apps} what="application" name={key} show={app => <ApplicationView app={app} />} />
      ) : (
        <Home />
      );
    case 'resources':
      if (!key) return <ResourcesView />;
      return (
        <One key={key} of={resources} what="resource" name={key} show={one => <ResourceView one={one} />} />
      );
    case 'groups':
      if (!key) return <GroupsView />;
      return (
        <One key={key} of={groups} what="group" name={key} show={group => <GroupView group={group} />} />
      );
    case 'procedures':
      if (!key) return <ProceduresView />;
      return (
        <One
          key={key}
          of={procedures}
          what="procedure"
          name={key}
          show={one => <ProcedureView procedure={one} />}
        />
      );
    case 'jobs':
      if (!key) return <JobsView />;
      return <One key={key} of={jobs} what="job" name={key} show={job => <JobView job={job} />} />;
    case 'subscriptions':
      return <SubscriptionsView />;
    case 'events':
      return <EventsView />;
    case 'import':
      return <ImportView />;
    default:
      return <Missing what="view" name={view} />;
  }
}

interface OneProps<T extends { id: string }> {
  of: Shelf<T>;
  what: string;
  name: string;
  show: (object: T) => ComponentChildren;
}

/** The object that a part of the address names, for as long as it is there. */
function One<T extends { id: string }>({ of, what, name, show }: OneProps<T>) {
  void of.version.value;
  const object = of.find(name);
  return object ? <>{show(object)}</> : <Missing what={what} name={name} />;
}

function Missing({ what, name }: { what: string; name: string }) {
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
