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
create index volunteer_by_unit on volunteer (network_id, unit_id);

create table volunteer_skill (
  network_id uuid not null,
  person_id uuid not null,
  skill text not null,
  credential text not null default 'none',  -- 'none', 'claimed', 'verified', 'expired'
  verified_by uuid,
  verified_at timestamptz,
  constraint volunteer_skill_pkey primary key (network_id, person_id, skill),
  constraint volunteer_skill_of_a_volunteer foreign key (network_id, person_id) references volunteer (network_id, person_id),
  constraint volunteer_skill_credential_is_known check (credential in ('none', 'claimed', 'verified', 'expired'))
);
comment on table volunteer_skill is 'Skills of the taxonomy, and who has seen the papers.';
create index volunteer_skill_by_skill on volunteer_skill (network_id, skill, person_id);

create table team (
  network_id uuid not null,
  unit_id uuid not null,                 -- the team is a unit of level team
  skills text[] not null default '{}',
  availability bit(168) not null default b'0'::bit(168),
  languages text[] not null default '{zh-CN}',
  radius_metres int not null default 5000,
  constraint team_pkey primary key (network_id, unit_id),
  constraint team_is_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table team is 'What a volunteer team can do.';

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
