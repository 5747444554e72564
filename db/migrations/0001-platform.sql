-- What any server needs: networks, the append-only history of events, followers of it, and idempotency keys.
-- Rules that hold for every table of Linli: network_id comes first in every key; ids come from the application
-- (time-ordered UUIDs); no triggers; row security is forced, so that a forgotten condition shows nothing.

create table network (
  id uuid not null,
  code text not null,                    -- short name used in addresses and file names, for example 'taiyuan'
  name_zh text not null,
  name_en text not null,
  zone text not null default 'Asia/Shanghai',
  division_code text,                    -- code of the city in the national statistical divisions
  demo boolean not null default false,   -- pages say so
  created_at timestamptz not null,
  constraint network_pkey primary key (id),
  constraint network_code_is_unique unique (code)
);
comment on table network is 'One city''s whole system, the tenant. Reference table: small, the same on every node, without row security, because it holds nothing of anybody.';

create sequence event_position;

create table event (
  network_id uuid not null,
  id uuid not null,
  transaction xid8 not null default pg_current_xact_id(),  -- followers read up to the oldest running transaction
  position bigint not null default nextval('event_position'),
  at timestamptz not null,
  kind text not null,                    -- '<capability>.<what happened>', for example 'orders.dispatched'
  actor_kind text not null,
  actor_id text not null,                -- a person's, key's or job's id
  subject_kind text not null,
  subject_id uuid not null,
  unit_id uuid,                          -- the unit that owns the subject after the event, where there is one
  body jsonb not null default '{}',      -- ids, codes and figures; never free text
  constraint event_pkey primary key (network_id, id),
  constraint event_actor_is_known check (actor_kind in ('person', 'job', 'key'))
);
comment on table event is 'Append-only history: audit leaf and outbox at once. Written in the same statement as the change it tells of.';
create index event_by_subject on event (network_id, subject_id, position);
create index event_by_commit on event (network_id, transaction, position);

create table event_follower (
  network_id uuid not null,
  name text not null,
  transaction xid8 not null,
  position bigint not null,
  constraint event_follower_pkey primary key (network_id, name)
);
comment on table event_follower is 'How far each follower has read the history: everything up to (transaction, position) is done.';

create table idempotency_key (
  network_id uuid not null,
  actor_id text not null,
  key text not null,
  request_digest bytea not null,         -- sha256 of method, path and body
  status smallint not null,              -- the answer's HTTP status
  subject_id uuid,                       -- the thing that was made or changed; read anew for a repeated answer
  created_at timestamptz not null,
  constraint idempotency_key_pkey primary key (network_id, actor_id, key)
);
comment on table idempotency_key is 'A write that was sent twice is done once. Holds no body: a repeated answer is built from the thing as it is now.';
create index idempotency_key_by_age on idempotency_key (network_id, created_at);

create table policy_version (
  network_id uuid not null,
  name text not null,                    -- 'needs', 'urgency', 'skills', 'departments', 'resources', 'dispatch'
  version int not null,
  body jsonb not null,
  effective_at timestamptz not null,
  actor_id text not null,
  constraint policy_version_pkey primary key (network_id, name, version)
);
comment on table policy_version is 'Levels, categories, clocks and weights as data with their history. The highest version is in force.';
