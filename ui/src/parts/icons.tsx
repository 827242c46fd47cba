const DRAWINGS = {
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z',
  picture: 'M2 6h4v4H2zM10 2.5h4v4h-4zM10 9.5h4v4h-4zM6 8h2M8 8V4.5h2M8 8v3.5h2',
  resources: 'M2.5 3.5h11M5.5 8h8M5.5 12.5h8M2.5 6v6.5h1M2.5 8h1',
  groups: 'M8 2.2 14 5 8 7.8 2 5zM2 8l6 2.8L14 8M2 11l6 2.8 6-2.8',
  procedures: 'M3 2.5h10v11H3zM5.5 6l2 2-2 2M9 10h2',
  jobs: 'M5 3.2v9.6L13 8z',
  events: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  import: 'M8 2v7.5M5 6.8 8 9.8l3-3M2.5 11v2.5h11V11',
  export: 'M8 10V2.5M5 5.2l3-3 3 3M2.5 11v2.5h11V11',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8 14 14',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1',
  moon: 'M13.5 9.8A6 6 0 0 1 6.2 2.5 6 6 0 1 0 13.5 9.8z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 6.5V13',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  right: 'M6 3.5 10.5 8 6 12.5',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  up: 'M3.5 10 8 5.5 12.5 10',
  down: 'M3.5 6 8 10.5 12.5 6',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  pin: 'M9.5 2 14 6.5l-2 .5-3 3-.5 3L5 9.5 2 14M5 9.5 3 7.5l3-.5 3-3z',
  tidy: 'M2.5 3h4v4h-4zM9.5 3h4v4h-4zM2.5 10h4v3.5h-4zM9.5 10h4v3.5h-4z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  edit: 'M3 13l.6-3L11 2.6 13.4 5 6 12.4z',
  help: 'M6 6a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1M8 11.5h.01M8 14.5A6.5 6.5 0 1 0 8 1.5a6.5 6.5 0 0 0 0 13z',
  agent: 'M8 13.5V9M8 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 11a5.5 5.5 0 1 1 8 0',
  bolt: 'M9 1.8 3.8 9h3.4l-.6 5.2L12.2 7H8.6z',
} as const;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon-drawing" viewBox="0 0 16 16" aria-hidden="true">
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
