-- Petitions and complaints are sealed: their words, photos, place and people stand in columns that only their keys open, and
-- the keys live in another cluster (db/keys-migrations). Everywhere else a petition stands for whoever asked: its own id.

-- Whose write it was is in no table any more: the kept key is a keyed digest of caller and key. It forgets within days.
truncate idempotency_key;
alter table idempotency_key drop column actor_id;
alter table idempotency_key add constraint idempotency_key_pkey primary key (network_id, key);
comment on constraint idempotency_key_pkey on idempotency_key is 'A keyed digest of caller and key: the same key of two callers is two keys.';

alter table orders add column requester_digest text;      -- keyed digest of who asked in confidence: finds "my orders"
alter table orders add column placer_digest text;         -- the same of who asked for them
alter table orders add column complained_units uuid[];    -- whom it complains of; null until a clerk has marked it
alter table orders add column complained_people uuid[];
-- The id of a petition is its own pseudonym, which is no person.
alter table orders drop constraint orders_requester_is_a_person;
alter table orders add constraint orders_sealed_names_nobody check (
  (requester_digest is null or requester_id = id) and (placer_digest is null or placed_by is null));
comment on constraint orders_sealed_names_nobody on orders is 'Who is known by a digest alone stands nowhere as a person.';
create index orders_by_requester_digest on orders (network_id, requester_digest, id desc) where requester_digest is not null;
create index orders_by_placer_digest on orders (network_id, placer_digest, id desc) where placer_digest is not null;

alter table order_text add column sealed bytea;
alter table order_text alter column words drop not null;
alter table order_text add constraint order_text_is_plain_or_sealed check (
  (words is null) = (sealed is not null) and (sealed is null or coalesce(place, wish, contact_name, contact_phone) is null));
comment on column order_text.sealed is 'Words and wish of a petition under its content key.';
comment on constraint order_text_is_plain_or_sealed on order_text is 'What is sealed stands nowhere beside it as well.';

alter table order_word add column sealed bytea;
alter table order_word alter column words drop not null;
alter table order_word add constraint order_word_is_plain_or_sealed check ((words is null) = (sealed is not null));
comment on column order_word.sealed is 'What was said along the way of a petition, under its content key.';
comment on constraint order_word_is_plain_or_sealed on order_word is 'What is sealed stands nowhere beside it as well.';

-- Nobody knows yet what a photo will be sent with, so it waits sealed and names its sender by a keyed digest. Those that
-- wait in this moment have no such digest, and are taken again.
alter table order_photo drop column person_id;
alter table order_photo add column owner_digest text;     -- null once an order has it
alter table order_photo add column sealed_under text;     -- 'waiting': the server's own key; 'petition': its content key; null: not sealed
alter table order_photo add constraint order_photo_seal_is_known check (sealed_under in ('waiting', 'petition'));
comment on constraint order_photo_seal_is_known on order_photo is 'Photos of petitions are under the content key of their petition.';
create index order_photo_by_owner on order_photo (network_id, owner_digest) where owner_digest is not null;

create table order_seal (
  network_id uuid not null,
  order_id uuid not null,
  contact bytea not null,                -- where the petitioner is told that a message waits; the relay's alone
  identity bytea,                        -- who it is; two custodians together. Null: nobody is named
  identity_version smallint not null,    -- version of the identity's key
  constraint order_seal_pkey primary key (network_id, order_id)
);
comment on table order_seal is 'Who stands behind a petition, sealed twice: for the relay, and for two custodians together.';

-- Messages to a petitioner are addressed to the petition.
alter table notification drop constraint notification_to_a_person;
create index notification_by_order on notification (network_id, order_id) where order_id is not null;

alter table role_grant drop constraint role_grant_role_is_known;
alter table role_grant add constraint role_grant_role_is_known check (role in (
  'administrator', 'dispatcher', 'petition_clerk', 'team_leader', 'department_officer', 'observer', 'auditor', 'custodian'));
comment on constraint role_grant_role_is_known on role_grant is 'A custodian holds one of two shares of who stands behind a petition, and administers nothing.';

create table custodian_key (
  network_id uuid not null,
  id uuid not null,
  person_id uuid,                        -- whose browser holds the private half; null: the recovery key of a unit
  unit_id uuid,                          -- of a recovery key: where its holder may stand in for a custodian
  public_key bytea not null,             -- P-256, raw, 65 bytes
  enrolled_by uuid not null,
  enrolled_at timestamptz not null,
  confirmed_by uuid,                     -- of a recovery key: the second custodian, who read its fingerprint off the paper
  ended_at timestamptz,
  constraint custodian_key_pkey primary key (network_id, id),
  constraint custodian_key_of_one check ((person_id is null) <> (unit_id is null)),
  constraint custodian_key_recovery_by_two check (confirmed_by is null or (unit_id is not null and confirmed_by <> enrolled_by)),
  constraint custodian_key_is_a_point check (length(public_key) = 65),
  constraint custodian_key_of_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint custodian_key_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table custodian_key is 'Public halves of custodians'' keys; the private ones are in their browsers, and of a recovery key on paper.';
create unique index custodian_key_one_a_person on custodian_key (network_id, person_id) where ended_at is null and person_id is not null;
create unique index custodian_key_one_a_unit on custodian_key (network_id, unit_id) where ended_at is null and unit_id is not null and confirmed_by is not null;

do $$
declare
  app text := current_setting('linli.app_role');
  item text;
begin
  foreach item in array array['order_seal', 'custodian_key'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', item);
    execute format('grant select, insert, update, delete on %I to %I', item, app);
  end loop;
end $$;

do $$
declare
  body text;
begin
  -- A demo that was cut off while it was made may have petitions by then.
  select pg_get_functiondef('discard_unfinished_demo(uuid)'::regprocedure) into body;
  execute replace(body, 'order_review,order_text', 'order_review,order_seal,order_text');
end $$;
