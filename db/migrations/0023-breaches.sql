-- What happened to personal data that should not have, whom it concerns, and what was told to them and to the authority
-- (个人信息保护法 art. 57).

create table breach (
  network_id uuid not null,
  id uuid not null,                      -- time-ordered
  happened_at timestamptz,               -- null: not known
  found_at timestamptz not null,
  data_kinds text[] not null,            -- which data: contact, identity, content, account, other
  what text not null,                    -- these six in words for those concerned: no names of theirs
  cause text not null,
  consequences text not null,
  measures_taken text not null,
  measures_for_people text not null,
  contact text not null,
  registered_by uuid not null,
  registered_at timestamptz not null,
  people_told_at timestamptz,
  authority_told_at timestamptz,
  constraint breach_pkey primary key (network_id, id),
  constraint breach_found_after_it_happened check (happened_at is null or happened_at <= found_at),
  constraint breach_names_its_data check (cardinality(data_kinds) > 0 and data_kinds <@ array['contact', 'identity', 'content', 'account', 'other'])
);
comment on table breach is 'The register of breaches: what, when, whose, consequences, measures, contact (个人信息保护法 art. 57).';
comment on constraint breach_pkey on breach is 'One row a breach.';
comment on constraint breach_found_after_it_happened on breach is 'Nothing is found before it happened.';
comment on constraint breach_names_its_data on breach is 'At least one kind of data, of the known ones.';

create table breach_person (
  network_id uuid not null,
  breach_id uuid not null,
  person_id uuid not null,               -- an account; or a petition, which stands for whoever asked
  petition boolean not null,
  told_at timestamptz,
  constraint breach_person_pkey primary key (network_id, breach_id, person_id),
  constraint breach_person_of_a_breach foreign key (network_id, breach_id) references breach (network_id, id)
);
comment on table breach_person is 'Whom a breach concerns, and when they were told. A petitioner stands here as their petition.';
comment on constraint breach_person_pkey on breach_person is 'Each once a breach.';
comment on constraint breach_person_of_a_breach on breach_person is 'It concerns them because of something registered.';
create index breach_person_by_person on breach_person (network_id, person_id);

do $$
declare
  app text := current_setting('linli.app_role');
  item text;
begin
  foreach item in array array['breach', 'breach_person'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', item);
    execute format('grant select, insert, update, delete on %I to %I', item, app);
  end loop;
end $$;
