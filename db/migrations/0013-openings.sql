-- Two custodians open together who stands behind a petition. The server sees neither their shares nor the identity: the first
-- hands their share over sealed to the second's key, and the second's browser joins both.

create table vault_opening (
  network_id uuid not null,
  id uuid not null,
  subject_id uuid not null,              -- the petition
  identity_version smallint not null,
  reason text not null,                  -- told to the petitioner; erased with the petition
  proposed_by uuid not null,
  proposer_key uuid not null,
  proposed_at timestamptz not null,
  handed jsonb,                          -- the proposer's share, sealed to each of the others' keys; null until handed over
  ended_by uuid,
  agreed boolean,                        -- null while it waits
  ended_at timestamptz,
  closes_at timestamptz,                 -- until when the second custodian is shown it
  constraint vault_opening_pkey primary key (network_id, id),
  constraint vault_opening_by_two check (ended_by is null or ended_by <> proposed_by or agreed = false),
  constraint vault_opening_ended_whole check ((ended_by is null) = (agreed is null) and (ended_by is null) = (ended_at is null)),
  constraint vault_opening_shown_for_a_time check ((closes_at is not null) = (agreed is true))
);
comment on table vault_opening is 'Who proposed to open an identity and why, and who agreed or refused.';
comment on constraint vault_opening_by_two on vault_opening is 'Nobody agrees to their own proposal; whoever made it may take it back.';
comment on constraint vault_opening_ended_whole on vault_opening is 'An end has who, when and which.';
comment on constraint vault_opening_shown_for_a_time on vault_opening is 'What was agreed to is shown for minutes, and then no more.';
create index vault_opening_by_subject on vault_opening (network_id, subject_id);
create index vault_opening_waiting on vault_opening (network_id, proposed_at) where ended_by is null;

alter table vault_opening enable row level security;
alter table vault_opening force row level security;
create policy network_wall on vault_opening using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on vault_opening to %I', current_setting('linli.app_role'));
end $$;
