create table notification (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,                    -- key of the sentence
  order_id uuid,
  params jsonb not null default '{}',    -- ids, codes, times; the sentence is made when it is read, in the reader's language
  urgent boolean not null default false,
  event_id uuid not null,                -- the event it tells of
  at timestamptz not null,
  read_at timestamptz,
  constraint notification_pkey primary key (network_id, id),
  constraint notification_once_an_event unique (network_id, person_id, event_id, kind),
  constraint notification_to_a_person foreign key (network_id, person_id) references person (network_id, id)
);
comment on table notification is 'The inbox inside Linli.';
create index notification_by_person on notification (network_id, person_id, id desc);
create index notification_unread on notification (network_id, person_id) where read_at is null;

-- The wall between networks, and the rights of the application's role.
do $$
declare
  app text := current_setting('linli.app_role');
  item record;
begin
  for item in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname = 'network_id' and not a.attisdropped
  loop
    execute format('alter table %I enable row level security', item.relname);
    execute format('alter table %I force row level security', item.relname);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', item.relname);
    execute format('grant select, insert, update, delete on %I to %I', item.relname, app);
  end loop;
  -- The history is append-only for the application.
  execute format('revoke update, delete on event from %I', app);
  execute format('revoke update, delete on policy_version from %I', app);
  execute format('grant select, insert on network to %I', app);
  execute format('grant usage on sequence event_position, order_number to %I', app);
  execute format('grant select on schema_migration to %I', app);
end $$;
