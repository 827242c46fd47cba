import type { JobStatus } from '../api/types.ts';
import { Sign } from '../parts/Sign.tsx';

const LOOKS = { pending: 'unknown', running: 'busy', done: 'ok', error: 'bad' } as const;

export function JobSign({ status }: { status: JobStatus }) {
  return <Sign look={LOOKS[status]} title={status} />;
}
