// The objects of the API, as docs/api.md describes them.

export type Kind = 'agent' | 'resource' | 'group' | 'application' | 'procedure' | 'subscription' | 'job';

export const PATHS: Record<Kind, string> = {
  agent: 'agents',
  resource: 'resources',
  group: 'groups',
  application: 'apps',
  procedure: 'procedures',
  subscription: 'subscriptions',
  job: 'jobs',
};

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export type Status =
  | 'unknown'
  | 'creating'
  | 'created'
  | 'starting'
  | 'running'
  | 'updating'
  | 'updated'
  | 'stopping'
  | 'stopped'
  | 'removing'
  | 'error';

export type Health = 'unknown' | 'healthy' | 'unhealthy';

export interface Port {
  port: number;
  protocol: string;
  published?: number;
  address?: string;
}

export interface Address {
  ip: string;
  network?: string;
}

/** A resource without its snapshot, which is asked for where it is shown. */
export interface Resource {
  id: string;
  type: string;
  names: string[];
  owner: string;
  parent: string | null;
  cluster: string | null;
  host: string | null;
  image: string | null;
  status: Status;
  health: Health;
  native_id?: string;
  labels?: Record<string, string>;
  addresses?: Address[];
  ports?: Port[];
  created?: string;
  region?: string;
}

export interface WholeResource extends Resource {
  snapshot: JsonObject;
}

export interface Agent {
  id: string;
  type: string;
  name: string | null;
  /** UTC, without a zone. */
  heartbeat: string;
  status: 'online' | 'offline';
  options: JsonObject;
  message?: string;
}

export interface Service {
  name: string;
  protocol: string;
  port: number;
}

export interface Group {
  id: string;
  name: string | null;
  query: JsonObject;
  include: string[];
  exclude: string[];
  services: Service[];
}

export interface AppLink {
  src_component: string;
  dest_component: string;
  dest_service: string;
}

export interface Application {
  id: string;
  name: string | null;
  components: string[];
  links: AppLink[];
  expose: { component: string; service: string }[];
  groups?: string[];
  procedures?: string[];
}

export interface Procedure {
  id: string;
  type: string;
  name: string | null;
  content: string;
  options: JsonObject;
  params: JsonObject;
  retry?: 'safe' | 'never';
  timeout?: number | string;
}

export type JobStatus = 'pending' | 'running' | 'done' | 'error';

export interface Job {
  id: string;
  type: string;
  owner: string | null;
  target: string;
  procedure: string;
  content: string;
  options: JsonObject;
  params: JsonObject;
  status: JobStatus;
  result: JsonObject;
  created: string;
  started?: string;
  ended?: string;
  timeout?: number | string;
  attempt?: number;
  cancel?: boolean;
  subscription?: string;
}

export interface Subscription {
  id: string;
  group: string;
  procedure: string;
  target: string;
  options: JsonObject;
  params: JsonObject;
  on?: string[];
  quiet?: number | string;
  held?: number;
  held_since?: string;
}

export interface StormEvent {
  id: number;
  event_type: 'created' | 'updated' | 'deleted';
  entity_type: Kind;
  entity_id: string;
  entity_names: string[];
  date?: string;
}

export interface MemberEvent {
  id: number;
  event_type: 'joined' | 'left';
  group: string;
  group_name: string | null;
  resource: string;
  resource_names: string[];
  cause: number;
  date?: string;
}
