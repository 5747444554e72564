-- Offers in waves: who is asked when, why they and not others, and what came of it; and who accepted and did not come.

create table wave_plan (
  network_id uuid not null,
  order_id uuid not null,
  round smallint not null,               -- of the order, in which its waves go out
  wave smallint not null default 0,      -- how many have gone out
  asked smallint not null default 0,     -- people asked by them
  spent smallint not null default 0,     -- people left out of the last one because they had their messages of the week
  chance real not null default 0,        -- that every place is taken by those asked, as reckoned at the last one, 0 to 1
  started_at timestamptz not null,
  started_by uuid,                       -- who chose it; null: the policy of the unit
  fill_by timestamptz not null,          -- no wave goes out later
  next_at timestamptz,                   -- when the next one is due; null: none is
  over text,                             -- why none is
  constraint wave_plan_pkey primary key (network_id, order_id),
  constraint wave_plan_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint wave_plan_end_is_known check (over in ('filled', 'exhausted', 'late', 'stopped')),
  constraint wave_plan_goes_on_or_is_over check ((next_at is null) = (over is not null)),
  constraint wave_plan_chance_is_a_share check (chance between 0 and 1)
);
comment on table wave_plan is 'An order that is offered in waves: the one job that sends them acts on this row, locked.';
comment on constraint wave_plan_pkey on wave_plan is 'One plan an order: begun anew, it takes the place of the one before.';
comment on constraint wave_plan_of_an_order on wave_plan is 'Waves are of an order.';
comment on constraint wave_plan_end_is_known on wave_plan is 'Filled; nobody is left; the time has come; a person took the order in hand.';
comment on constraint wave_plan_goes_on_or_is_over on wave_plan is 'Either another wave is due, or it is said why none is.';
comment on constraint wave_plan_chance_is_a_share on wave_plan is 'A chance.';
create index wave_plan_due on wave_plan (network_id, next_at) where next_at is not null;
create index wave_plan_unfilled on wave_plan (network_id, fill_by) where over in ('exhausted', 'late');

create table asking (
  network_id uuid not null,
  order_id uuid not null,
  round smallint not null,
  person_id uuid not null,
  wave smallint,                         -- in which they were asked; null: considered and not asked
  place smallint not null,               -- among those considered, 1 the first
  why_not text,                          -- why they were not asked
  at timestamptz not null,
  kind text not null,
  hour_band text not null,
  distance_band text not null,
  distance_metres int,                   -- rounded to 100; null: not known
  score int not null,
  terms jsonb not null,                  -- [{name, points}], whose sum is the score
  counted boolean not null default false,  -- in acceptance_tally
  constraint asking_pkey primary key (network_id, order_id, round, person_id),
  constraint asking_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint asking_reason_is_known check (why_not in ('spent', 'further')),
  constraint asking_asked_or_why_not check ((wave is null) = (why_not is not null))
);
comment on table asking is 'Why somebody was asked, or was not though they could have served: for them to read. Deleted after 60 days. Ranks nobody.';
comment on constraint asking_pkey on asking is 'Once a person and round.';
comment on constraint asking_of_an_order on asking is 'About an order.';
comment on constraint asking_reason_is_known on asking is 'They had their messages of the week; others suited better and were enough.';
comment on constraint asking_asked_or_why_not on asking is 'Whoever was not asked is told why.';
create index asking_by_person on asking (network_id, person_id, at desc);
create index asking_by_time on asking (network_id, at);

create table acceptance_tally (
  network_id uuid not null,
  month date not null,                   -- first day, local
  kind text not null,
  hour_band text not null,
  distance_band text not null,
  asked int not null,
  accepted int not null,
  constraint acceptance_tally_pkey primary key (network_id, month, kind, hour_band, distance_band),
  constraint acceptance_tally_is_a_share check (accepted between 0 and asked)
);
comment on table acceptance_tally is 'What came of messages, by kind, hour and distance. Holds no person.';
comment on constraint acceptance_tally_pkey on acceptance_tally is 'One row a month and cell: old months are left out.';
comment on constraint acceptance_tally_is_a_share on acceptance_tally is 'No more yeses than messages.';

create table acceptance_prompt (
  network_id uuid not null,
  month date not null,
  within smallint not null,              -- place in promptnessMinutes
  accepted int not null,
  constraint acceptance_prompt_pkey primary key (network_id, month, within)
);
comment on table acceptance_prompt is 'How soon yeses came. Holds no person.';
comment on constraint acceptance_prompt_pkey on acceptance_prompt is 'One row a month and step of time.';

create table absence (
  network_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  expected_at timestamptz not null,      -- when they were to have come at the latest
  reported_at timestamptz not null,      -- it counts for 180 days from here, and is deleted then
  reported_by uuid not null,
  contested_at timestamptz,
  words text,                            -- what they said against it
  decided_at timestamptz,
  decided_by uuid,
  stands boolean,                        -- as the centre decided
  constraint absence_pkey primary key (network_id, order_id, person_id),
  constraint absence_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint absence_words_when_contested check (words is null or contested_at is not null),
  constraint absence_upheld_when_contested check (stands is not true or contested_at is not null),
  constraint absence_decision_is_whole check ((decided_at is null) = (stands is null) and (decided_at is null) = (decided_by is null))
);
comment on table absence is 'That somebody accepted, did not come and said nothing: all that may ever stand against a volunteer. Theirs to read and to contest.';
comment on constraint absence_pkey on absence is 'Once a person and order.';
comment on constraint absence_of_an_order on absence is 'From an order.';
comment on constraint absence_words_when_contested on absence is 'They are what was said against it.';
comment on constraint absence_upheld_when_contested on absence is 'What nobody contested stands by itself.';
comment on constraint absence_decision_is_whole on absence is 'Decided, when, by whom and how: all or none.';
create index absence_by_person on absence (network_id, person_id, reported_at desc);
create index absence_by_time on absence (network_id, reported_at);

create table gap_told (
  network_id uuid not null,
  unit_id uuid not null,                 -- a centre
  level smallint not null,               -- 0: none; 1: ten orders likely to stay empty; one more with each doubling
  at timestamptz not null,
  constraint gap_told_pkey primary key (network_id, unit_id),
  constraint gap_told_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint gap_told_level_is_none_or_more check (level >= 0)
);
comment on table gap_told is 'What a centre was told last of how many orders nobody is likely to take: told when it grows, not every minute.';
comment on constraint gap_told_pkey on gap_told is 'One row a centre.';
comment on constraint gap_told_of_a_unit on gap_told is 'Of a unit of the network.';
comment on constraint gap_told_level_is_none_or_more on gap_told is 'A level.';

alter table volunteer add column personal_matching boolean not null default true;  -- 个人信息保护法 art. 24: off with one tap

do $$
declare
  app text := current_setting('linli.app_role');
  each text;
begin
  foreach each in array array['wave_plan', 'asking', 'acceptance_tally', 'acceptance_prompt', 'absence', 'gap_told'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', each);
    execute format('grant select, insert, update, delete on %I to %I', each, app);
  end loop;
end $$;
