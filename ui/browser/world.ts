import type { Storm } from './storm.ts';

const SERVICES_AND_TASKS = { $in: ['swarm-service', 'swarm-task'] };

/** Groups and an application over the recorded swarm. */
export async function describeShop(storm: Storm): Promise<void> {
  const group = (name: string, query: object, ...services: [string, number][]): Promise<unknown> =>
    storm.send('POST', '/v1/groups', {
      name,
      query,
      services: services.map(([service, port]) => ({ name: service, port })),
    });
  const image = (pattern: string): object => ({ type: SERVICES_AND_TASKS, image: { $regex: pattern } });
  await group('edge', { names: { $regex: '^lucid_davinci' } }, ['https', 443]);
  await group('frontend', image('^perfectstorm/messaging:'), ['http', 80]);
  await group('shop', image('^wordpress:'), ['http', 8080]);
  await group('mysql', image('^mysql:'), ['mysql', 3306]);
  await group('orders', image('^postgres:'), ['postgres', 5432]);
  await group('cache', { names: { $regex: '^redis-cache' } }, ['redis', 6379]);
  await group('sessions', { names: { $regex: '^redis-sessions' } }, ['redis', 6379]);
  await group('imports', { names: { $regex: '^legacy-import' } });
  const link = (from: string, to: string, service: string): object => ({
    src_component: from,
    dest_component: to,
    dest_service: service,
  });
  await storm.send('POST', '/v1/apps', {
    name: 'shop',
    components: ['edge', 'frontend', 'shop', 'mysql', 'orders', 'cache', 'sessions', 'imports'],
    expose: [{ component: 'edge', service: 'https' }],
    links: [
      link('edge', 'frontend', 'http'),
      link('edge', 'shop', 'http'),
      link('frontend', 'mysql', 'mysql'),
      link('frontend', 'cache', 'redis'),
      link('shop', 'orders', 'postgres'),
      link('shop', 'sessions', 'redis'),
      link('imports', 'orders', 'postgres'),
    ],
  });
}

/** A small world that only tests change, of an agent that they play. */
export async function describeLab(storm: Storm): Promise<void> {
  await storm.send('POST', '/v1/agents', { type: 'test', name: 'lab', status: 'online' });
  await storm.send('POST', '/v1/agents/lab/sync', {
    full: true,
    resources: [
      { native_id: 'c', type: 'test-cluster', names: ['lab'], status: 'running' },
      {
        native_id: 'h1',
        type: 'test-node',
        names: ['lab-host-1'],
        parent: 'c',
        cluster: 'c',
        status: 'running',
      },
      task('web.1', 'nginx:1.27'),
      task('web.2', 'nginx:1.27'),
      task('db.1', 'postgres:16'),
    ],
  });
  const group = (name: string, pattern: string, service: string, port: number): Promise<unknown> =>
    storm.send('POST', '/v1/groups', {
      name,
      query: { type: 'test-task', names: { $regex: pattern } },
      services: [{ name: service, port }],
    });
  await group('lab-web', '^web', 'http', 80);
  await group('lab-db', '^db', 'postgres', 5432);
  await storm.send('POST', '/v1/apps', {
    name: 'lab-app',
    components: ['lab-web', 'lab-db'],
    expose: [{ component: 'lab-web', service: 'http' }],
    links: [{ src_component: 'lab-web', dest_component: 'lab-db', dest_service: 'postgres' }],
  });
}

function task(name: string, image: string): object {
  return {
    native_id: name,
    type: 'test-task',
    names: [name],
    image,
    host: 'h1',
    cluster: 'c',
    status: 'running',
    snapshot: { Spec: { Limits: { MemoryBytes: 1_073_741_824 }, Labels: { team: 'lab' } } },
  };
}
