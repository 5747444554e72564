-- Roles over a whole network are given by two administrators.

create table grant_wish (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  ended_by uuid,
  agreed boolean,                        -- null while it waits
  ended_at timestamptz,
  constraint grant_wish_pkey primary key (network_id, id),
  constraint grant_wish_for_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint grant_wish_at_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint grant_wish_by_two check (ended_by is null or ended_by <> asked_by or agreed = false),
  constraint grant_wish_ended_whole check ((ended_by is null) = (agreed is null) and (ended_by is null) = (ended_at is null))
);
comment on table grant_wish is 'A role over the whole network that one administrator wants to give, and whether another agreed.';
comment on constraint grant_wish_for_a_person on grant_wish is 'Somebody is to have it.';
comment on constraint grant_wish_at_a_unit on grant_wish is 'It is to reach from somewhere.';
comment on constraint grant_wish_by_two on grant_wish is 'Nobody agrees to their own wish; whoever made it may take it back.';
comment on constraint grant_wish_ended_whole on grant_wish is 'An end has who, when and which.';
create index grant_wish_waiting on grant_wish (network_id, asked_at) where ended_by is null;

alter table grant_wish enable row level security;
alter table grant_wish force row level security;
create policy network_wall on grant_wish using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on grant_wish to %I', current_setting('linli.app_role'));
end $$;
