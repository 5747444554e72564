-- With which database of keys the petitions here were sealed: a server that brings another one is not started.
create table known_keys (
  one boolean not null default true,
  id uuid not null,                      -- the identity in the database of keys
  known_since timestamptz not null,
  constraint known_keys_pkey primary key (one),
  constraint known_keys_has_one_row check (one)
);
comment on table known_keys is 'One row, written by the first server that starts. Of the whole installation, so of no network.';
comment on constraint known_keys_pkey on known_keys is 'There is one database of keys.';
comment on constraint known_keys_has_one_row on known_keys is 'And no second.';

do $$
begin
  execute format('grant select, insert, update on known_keys to %I', current_setting('linli.app_role'));
end $$;
