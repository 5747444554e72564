-- The audit log: every event as a numbered leaf of a hash tree (RFC 6962) with signed checkpoints (C2SP tlog-checkpoint).
-- What the log consists of can only be added to: the application's role may neither change nor delete it.

create table audit_leaf (
  network_id uuid not null,
  leaf bigint not null,                  -- from 0, without a gap
  event_id uuid not null,
  hash bytea not null,                   -- SHA-256 of 0x00 and the bytes
  bytes bytea not null,                  -- canonical JSON of the event as it was numbered; never built again
  constraint audit_leaf_pkey primary key (network_id, leaf),
  constraint audit_leaf_once_an_event unique (network_id, event_id),
  constraint audit_leaf_is_counted check (leaf >= 0),
  constraint audit_leaf_hash_is_sha256 check (length(hash) = 32),
  constraint audit_leaf_fits_an_entry check (length(bytes) <= 65535)
);
comment on table audit_leaf is 'One leaf of the audit log for each event, numbered after its commit by the one sequencer.';

create table audit_node (
  network_id uuid not null,
  level smallint not null,               -- the node stands over 256 to the power of level leaves
  number bigint not null,                -- along its level
  hash bytea not null,
  constraint audit_node_pkey primary key (network_id, level, number),
  constraint audit_node_is_above_leaves check (level >= 1),
  constraint audit_node_hash_is_sha256 check (length(hash) = 32)
);
comment on table audit_node is 'Roots of full tiles (C2SP tlog-tiles): 256 in a row are the tile of the next level.';

create table audit_checkpoint (
  network_id uuid not null,
  size bigint not null,                  -- how many leaves it covers
  note text not null,                    -- the signed note, as witnesses get it
  at timestamptz not null,
  constraint audit_checkpoint_pkey primary key (network_id, size),
  constraint audit_checkpoint_covers_something check (size > 0)
);
comment on table audit_checkpoint is 'Signed checkpoints of the audit log. What is kept here is worth something once a copy is kept elsewhere.';

create table audit_head (
  network_id uuid not null,
  size bigint not null,
  peaks bytea not null,                  -- hashes of the perfect subtrees that the leaves fill, largest first
  constraint audit_head_pkey primary key (network_id)
);
comment on table audit_head is 'Where the sequencer goes on: all of it follows from the leaves, and linli audit verify compares it.';

create table audit_entry (
  network_id uuid not null,
  leaf bigint not null,
  category text not null,
  event_id uuid not null,
  actor_id text not null,
  at timestamptz not null,
  constraint audit_entry_pkey primary key (network_id, leaf),
  constraint audit_entry_category_is_known check (category in ('contact', 'record', 'list', 'content', 'identity', 'export', 'refused', 'rights'))
);
comment on table audit_entry is 'Which events an auditor reads: looks, refusals, changes of rights. An index of the leaves, with nothing of its own.';
create index audit_entry_by_category on audit_entry (network_id, category, leaf desc);
create index audit_entry_by_actor on audit_entry (network_id, actor_id, leaf desc);

create table audit_entry_person (
  network_id uuid not null,
  person_id uuid not null,
  leaf bigint not null,
  constraint audit_entry_person_pkey primary key (network_id, person_id, leaf)
);
comment on table audit_entry_person is 'At whom somebody looked, or whose rights changed: who looked at me.';

alter table role_grant drop constraint role_grant_role_is_known;
alter table role_grant add constraint role_grant_role_is_known check (role in (
  'administrator', 'dispatcher', 'petition_clerk', 'team_leader', 'department_officer', 'observer', 'auditor'));

do $$
declare
  app text := current_setting('linli.app_role');
  item text;
begin
  foreach item in array array['audit_leaf', 'audit_node', 'audit_checkpoint', 'audit_head', 'audit_entry', 'audit_entry_person'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', item);
    execute format('grant select, insert on %I to %I', item, app);
  end loop;
  execute format('grant update on audit_head to %I', app);
end $$;
