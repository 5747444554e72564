-- Who trained a model; what people taught about places and topics; and who was alerted to an emergency.

alter table triage_model add column made_by uuid;  -- null: the first one, from the seeds
comment on column triage_model.made_by is 'Who had it trained; null: the program, from the seeds.';

create table triage_place (
  network_id uuid not null,
  order_id uuid not null,
  word text not null,                    -- the name of a place in the message: an estate, a road, a building
  unit_id uuid not null,                 -- where it is, as a person decided
  constraint triage_place_pkey primary key (network_id, order_id, word)
);
comment on table triage_place is 'Names of places in messages whose unit was guessed wrong, with the unit that a person named. Nothing of a confidential order.';
comment on constraint triage_place_pkey on triage_place is 'An order teaches each name once; its last correction counts.';

create table topic_verdict (
  network_id uuid not null,
  one uuid not null,                     -- the order with the smaller id
  other uuid not null,
  same boolean not null,                 -- one topic, or two
  at timestamptz not null,
  constraint topic_verdict_pkey primary key (network_id, one, other),
  constraint topic_verdict_in_order check (one < other)
);
comment on table topic_verdict is 'What dispatchers said of two orders: one topic, or not. Stronger than any likeness, and what the threshold is fitted to.';
comment on constraint topic_verdict_pkey on topic_verdict is 'The last word on a pair is the one that counts.';
comment on constraint topic_verdict_in_order on topic_verdict is 'A pair has one row, whichever was named first.';

create index notification_of_emergency on notification (network_id, order_id, at) where kind = 'emergency';

do $$
declare
  app text := current_setting('linli.app_role');
  each text;
begin
  foreach each in array array['triage_place', 'topic_verdict'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', each);
    execute format('grant select, insert, update, delete on %I to %I', each, app);
  end loop;
end $$;
