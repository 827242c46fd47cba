/** What is marked in a picture: the others are drawn faintly. Null if nothing is. */
export interface Marked {
  boxes: Set<string>;
  members: Set<string> | null;
}

export interface Pick {
  box(id: string): void;
  member(id: string): void;
  enter(id: string): void;
}

/** Does something on an event, which then concerns nobody else. */
export function stopping(act: () => void): (event: Event) => void {
  return event => {
    event.stopPropagation();
    act();
  };
}
