create sequence order_number;

create table orders (
  network_id uuid not null,
  id uuid not null,
  number text not null,                  -- what people say on the phone, for example '1123-0042'
  status text not null,
  nature text,                           -- what triage decided; null until then
  kind text,                             -- kind of the needs taxonomy
  urgency text,
  confidential boolean not null,         -- petitions, complaints and the unsure: petition clerks only
  unit_id uuid not null,                 -- the owner
  place_unit_id uuid not null,           -- the station, or the finest unit known, where help is wanted
  requester_id uuid not null,            -- for whom; sees and reviews it
  placed_by uuid,                        -- who typed it, when someone else did
  source text not null,
  places smallint not null default 1,    -- how many people it takes
  home_visit boolean not null default false,
  two_person_rule boolean not null default false,
  skills text[] not null default '{}',
  earliest_at timestamptz,               -- time wish
  latest_at timestamptz,
  submitted_at timestamptz not null,
  status_since timestamptz not null,
  warn_at timestamptz,
  due_at timestamptz,                    -- the clock of this state
  complete_by timestamptz,               -- the clock of the whole order; goes on when it is reopened
  warned boolean not null default false,
  escalations smallint not null default 0,
  supervised_by uuid,                    -- unit one level up that watches until it closes
  reminders smallint not null default 0,
  reopened smallint not null default 0,
  round smallint not null default 0,     -- dispatch round
  team_id uuid,                          -- the team it is with, if it went to a team
  merged_into uuid,
  split_from uuid,
  outcome text,                          -- how a closed order ended
  historical boolean not null default false,
  likes int not null default 0,
  external_id text,                      -- id in the system it was imported from
  version int not null default 1,
  constraint orders_pkey primary key (network_id, id),
  constraint orders_number_is_unique unique (network_id, number),
  constraint orders_owner_is_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint orders_place_is_a_unit foreign key (network_id, place_unit_id) references org_unit (network_id, id),
  constraint orders_requester_is_a_person foreign key (network_id, requester_id) references person (network_id, id),
  constraint orders_merge_into_an_order foreign key (network_id, merged_into) references orders (network_id, id),
  constraint orders_status_is_known check (status in ('submitted', 'triaged', 'dispatched', 'accepted', 'in_service', 'served', 'answered', 'reviewed', 'closed', 'merged', 'redirected', 'withdrawn')),
  constraint orders_nature_is_known check (nature in ('public_service', 'petition', 'complaint', 'consultation', 'emergency')),
  constraint orders_urgency_is_known check (urgency in ('critical', 'urgent', 'priority', 'normal', 'scheduled')),
  constraint orders_source_is_known check (source in ('phone_web', 'desk', 'api', 'import')),
  constraint orders_outcome_is_known check (outcome in ('satisfied', 'unanswered', 'safe', 'no_need')),
  constraint orders_places_are_few check (places between 1 and 20),
  constraint orders_merged_means_into_one check ((status = 'merged') = (merged_into is not null)),
  constraint orders_closed_means_an_outcome check ((status = 'closed') = (outcome is not null))
);
comment on table orders is 'A resident''s need, from asking to review. Holds no free text: the words stand in order_text and order_word.';
create index orders_by_requester on orders (network_id, requester_id, id desc);
create index orders_by_placer on orders (network_id, placed_by, id desc) where source = 'phone_web' and placed_by is not null;
-- One index for both ends of a clock: its warning until that was given, then its end.
create index orders_by_clock on orders (network_id, (case when warned then due_at else warn_at end)) where due_at is not null;
create unique index orders_external_id_is_unique on orders (network_id, external_id) where external_id is not null;
create index orders_by_merge on orders (network_id, merged_into) where merged_into is not null;

create table order_listing (
  network_id uuid not null,
  order_id uuid not null,                -- time-ordered, so also the order of the list
  ancestor_id uuid not null,             -- the owner or a unit above it
  confidential boolean not null,
  status text not null,
  due_at timestamptz,                    -- the clock of this state, for the queue by nearest clock
  constraint order_listing_pkey primary key (network_id, order_id, ancestor_id)
);
comment on table order_listing is 'One row for each unit above an order: a page of a subtree costs the same at any size. Kept by the one writer of status. Drawn from orders, so no foreign key: each would cost a check a row.';
create index order_listing_by_status on order_listing (network_id, ancestor_id, confidential, status, order_id);
create index order_listing_by_clock on order_listing (network_id, ancestor_id, confidential, status, due_at, order_id) where due_at is not null;

create table order_text (
  network_id uuid not null,
  order_id uuid not null,
  words text not null,                   -- what the resident said
  place text,                            -- door and stairs, in words
  wish text,                             -- when, in words
  contact_name text,
  contact_phone text,
  constraint order_text_pkey primary key (network_id, order_id),
  constraint order_text_of_an_order foreign key (network_id, order_id) references orders (network_id, id)
);
comment on table order_text is 'The words, place and contact of an order, apart so that they can be erased.';

create table order_word (
  network_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  person_id uuid,
  kind text not null,
  words text not null,
  at timestamptz not null,
  constraint order_word_pkey primary key (network_id, id),
  constraint order_word_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint order_word_kind_is_known check (kind in ('answer', 'note', 'review', 'reason', 'instruction'))
);
comment on table order_word is 'What was said along the way: answers, notes of service, reviews, reasons.';
create index order_word_by_order on order_word (network_id, order_id, at);

create table order_photo (
  network_id uuid not null,
  id uuid not null,
  order_id uuid,                         -- null until the order that it was taken for is sent
  person_id uuid not null,
  picture bytea not null,                -- JPEG, re-encoded, without metadata
  width smallint not null,
  height smallint not null,
  uploaded_at timestamptz not null,
  constraint order_photo_pkey primary key (network_id, id),
  constraint order_photo_of_an_order foreign key (network_id, order_id) references orders (network_id, id)
);
comment on table order_photo is 'Photos of an order, re-encoded on arrival.';
create index order_photo_by_order on order_photo (network_id, order_id) where order_id is not null;
create index order_photo_without_order on order_photo (network_id, uploaded_at) where order_id is null;

create table order_offer (
  network_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  round smallint not null,
  team_id uuid,                          -- one of team and person
  person_id uuid,
  status text not null,
  offered_at timestamptz not null,
  answered_at timestamptz,
  constraint order_offer_pkey primary key (network_id, id),
  constraint order_offer_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint order_offer_to_one check ((team_id is null) <> (person_id is null)),
  constraint order_offer_once_a_round unique nulls not distinct (network_id, order_id, round, team_id, person_id),
  constraint order_offer_status_is_known check (status in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn'))
);
comment on table order_offer is 'To whom an order was offered, round by round. A refusal needs no reason and lowers nothing (志愿服务条例 art. 25).';
create index order_offer_by_person on order_offer (network_id, person_id, status) where person_id is not null;
create index order_offer_by_team on order_offer (network_id, team_id, status) where team_id is not null;

create table assignment (
  network_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  round smallint not null,
  person_id uuid not null,
  team_id uuid,
  status text not null,
  accepted_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  constraint assignment_pkey primary key (network_id, id),
  constraint assignment_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint assignment_of_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint assignment_status_is_known check (status in ('accepted', 'in_service', 'served', 'returned', 'released'))
);
comment on table assignment is 'One volunteer''s part in one order.';
create index assignment_by_person on assignment (network_id, person_id, status);
create index assignment_by_order on assignment (network_id, order_id);
-- Who gave a part back may take it again; nobody has two at once.
create unique index assignment_once_at_a_time on assignment (network_id, order_id, person_id) where status in ('accepted', 'in_service');

create table order_review (
  network_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  stars smallint not null,
  solved boolean not null,
  at timestamptz not null,
  constraint order_review_pkey primary key (network_id, id),
  constraint order_review_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint order_review_stars_are_one_to_five check (stars between 1 and 5)
);
comment on table order_review is 'How it went, by the one who asked. Words, if any, in order_word.';
create index order_review_by_order on order_review (network_id, order_id);

create table order_token (
  network_id uuid not null,
  token text not null,                   -- two characters of the words, a number, or the last four digits of a phone
  order_id uuid not null,
  constraint order_token_pkey primary key (network_id, token, order_id)
);
comment on table order_token is 'Search by equality, since pattern operators cannot use an index under row security. Filled by a follower of events; who changes or erases words deletes their tokens, computed from the words.';
