create table volunteer (
  network_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,                 -- home station
  longitude double precision,
  latitude double precision,
  languages text[] not null default '{zh-CN}',
  availability bit(168) not null default b'0'::bit(168),  -- one bit an hour of the week, Monday 00:00 first
  verified_at timestamptz,               -- met in person
  verified_by uuid,
  joined_at timestamptz not null,
  away_until date,
  version int not null default 1,
  constraint volunteer_pkey primary key (network_id, person_id),
  constraint volunteer_is_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint volunteer_lives_by_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table volunteer is 'What a person offers: where, when, in which languages.';
create index volunteer_by_unit on volunteer (network_id, unit_id, person_id);

create table volunteer_place (
  network_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  constraint volunteer_place_pkey primary key (network_id, person_id, unit_id),
  constraint volunteer_place_of_a_volunteer foreign key (network_id, person_id) references volunteer (network_id, person_id),
  constraint volunteer_place_is_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table volunteer_place is 'Where else, besides home, somebody likes to serve.';
create index volunteer_place_by_unit on volunteer_place (network_id, unit_id, person_id);

create table volunteer_skill (
  network_id uuid not null,
  person_id uuid not null,
  skill text not null,
  credential text not null default 'none',  -- 'none', 'claimed', 'verified', 'expired'
  verified_by uuid,
  verified_at timestamptz,
  valid_until date,                         -- papers that run out; null: they do not
  constraint volunteer_skill_pkey primary key (network_id, person_id, skill),
  constraint volunteer_skill_of_a_volunteer foreign key (network_id, person_id) references volunteer (network_id, person_id),
  constraint volunteer_skill_credential_is_known check (credential in ('none', 'claimed', 'verified', 'expired')),
  constraint volunteer_skill_verified_names_who check (credential <> 'verified' or verified_at is not null)
);
comment on table volunteer_skill is 'Skills of the taxonomy, and who has seen the papers.';
create index volunteer_skill_expiring on volunteer_skill (network_id, valid_until) where valid_until is not null and credential = 'verified';
create index volunteer_skill_by_skill on volunteer_skill (network_id, skill, person_id);

create table team (
  network_id uuid not null,
  unit_id uuid not null,                 -- the team is a unit of level team
  availability bit(168) not null default b'0'::bit(168),
  languages text[] not null default '{zh-CN}',
  radius_metres int not null default 5000,
  constraint team_pkey primary key (network_id, unit_id),
  constraint team_is_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table team is 'When, how far and in which languages a volunteer team serves.';

create table team_skill (
  network_id uuid not null,
  team_id uuid not null,
  skill text not null,
  constraint team_skill_pkey primary key (network_id, team_id, skill),
  constraint team_skill_of_a_team foreign key (network_id, team_id) references team (network_id, unit_id)
);
comment on table team_skill is 'What a volunteer team can do: skills of the taxonomy.';
create index team_skill_by_skill on team_skill (network_id, skill, team_id);

create table team_member (
  network_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  role text not null default 'member',
  joined_at timestamptz not null,
  left_at timestamptz,
  constraint team_member_pkey primary key (network_id, team_id, person_id),
  constraint team_member_of_a_team foreign key (network_id, team_id) references team (network_id, unit_id),
  constraint team_member_is_a_volunteer foreign key (network_id, person_id) references volunteer (network_id, person_id),
  constraint team_member_role_is_known check (role in ('leader', 'member'))
);
comment on table team_member is 'Leaders and members of teams.';
create index team_member_by_person on team_member (network_id, person_id);
