import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of the page that is read when it is needed first. */
export function lazy<P extends object>(read: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let ready: FunctionComponent<P> | null = null;
  return function Lazy(props: P) {
    const [, setReady] = useState(ready !== null);
    useEffect(() => {
      if (ready) return;
      void read().then(component => {
        ready = component;
        setReady(true);
      });
    }, []);
    const Component = ready;
    return Component ? <Component {...props} /> : null;
  };
}
