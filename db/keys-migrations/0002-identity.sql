-- What this database of keys is known by: the main one remembers which keys its petitions were sealed with.
create table keys_identity (
  id uuid not null,
  constraint keys_identity_pkey primary key (id)
);
comment on table keys_identity is 'One row, made with the database and copied with its backups. Of the whole installation, so of no network.';
comment on constraint keys_identity_pkey on keys_identity is 'The identity.';
insert into keys_identity values (gen_random_uuid());

do $$
begin
  execute format('grant select on keys_identity to %I', current_setting('linli.app_role'));
end $$;
