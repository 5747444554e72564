-- The database of petitions' keys: a cluster of its own, backed up apart and for few days, so that a key that was destroyed
-- is in no backup after them. What the keys open stands in the main database, which has none of this.

create table petition_key (
  network_id uuid not null,
  subject_id uuid not null,              -- the petition
  purpose text not null,                 -- 'content', 'identity', 'contact'
  version smallint not null,             -- version of the petition's own key; what it sealed is bound to it
  master_version smallint,               -- version of the server's secret that wraps it; null for the identity's
  wrapped bytea,                         -- the key under the master key
  shared jsonb,                          -- the identity's key, for any two custodians: shares and pairs, all of it sealed
  created_at timestamptz not null,
  constraint petition_key_pkey primary key (network_id, subject_id, purpose, version),
  constraint petition_key_purpose_is_known check (purpose in ('content', 'identity', 'contact')),
  constraint petition_key_identity_is_shared check ((purpose = 'identity') = (shared is not null)),
  constraint petition_key_others_are_wrapped check ((purpose <> 'identity') = (wrapped is not null and master_version is not null))
);
comment on table petition_key is 'Wrapped keys of petitions. To destroy a row is to destroy what its key has sealed, in every copy of the main database.';
comment on constraint petition_key_pkey on petition_key is 'One key a petition, purpose and version.';
comment on constraint petition_key_purpose_is_known on petition_key is 'What was said; who said it; where they are told that a message waits.';
comment on constraint petition_key_identity_is_shared on petition_key is 'The identity has no master key: two custodians open it together.';
comment on constraint petition_key_others_are_wrapped on petition_key is 'Content and contact are wrapped under a versioned master key.';
create index petition_key_by_master on petition_key (network_id, master_version, subject_id) where master_version is not null;
create index petition_key_by_age on petition_key (network_id, created_at);

alter table petition_key enable row level security;
alter table petition_key force row level security;
create policy network_wall on petition_key using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on petition_key to %I', current_setting('linli.app_role'));
end $$;
