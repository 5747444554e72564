create table org_unit (
  network_id uuid not null,
  id uuid not null,
  code text not null,                    -- official division code, or the network's own for points, departments and teams
  parent_id uuid,
  level text not null,
  name_zh text not null,
  name_en text not null,
  short_name_zh text not null,
  plaque text not null default 'none',
  plaque_since date,
  longitude double precision,            -- WGS-84
  latitude double precision,
  place_approximate boolean not null default false,
  address text,
  phone text,
  opening_hours jsonb,                   -- [{days: [1..7], opens: 'HH:MM', closes: 'HH:MM'}]
  opened_on date not null,
  closed_on date,
  merged_into uuid,
  invented boolean not null default false,  -- made up for the demo: pages write 演示 beside it
  grid_q int,                            -- cell of the schematic map, axial hexagon coordinates
  grid_r int,
  closing_told boolean not null default false,  -- the day came, and followers were told to hand over what was open
  version int not null default 1,
  constraint org_unit_pkey primary key (network_id, id),
  constraint org_unit_code_is_unique unique (network_id, code),
  constraint org_unit_has_a_parent_of_its_network foreign key (network_id, parent_id) references org_unit (network_id, id),
  constraint org_unit_merges_into_one_of_its_network foreign key (network_id, merged_into) references org_unit (network_id, id),
  constraint org_unit_level_is_known check (level in ('city', 'centre', 'institute', 'station', 'point', 'department', 'team')),
  constraint org_unit_only_the_city_stands_alone check ((level = 'city') = (parent_id is null)),
  constraint org_unit_plaque_is_known check (plaque in ('none', 'planned', 'open')),
  constraint org_unit_open_plaque_has_a_date check (plaque <> 'open' or plaque_since is not null),
  constraint org_unit_place_is_on_earth check (longitude between -180 and 180 and latitude between -90 and 90),
  constraint org_unit_closes_after_it_opened check (closed_on >= opened_on)
);
comment on table org_unit is 'The tree of units: city, centre, institute, station, point; beside it departments and teams.';
create index org_unit_by_parent on org_unit (network_id, parent_id);
create index org_unit_closing on org_unit (network_id, closed_on) where closed_on is not null and not closing_told;

create table org_unit_version (
  network_id uuid not null,
  unit_id uuid not null,
  version int not null,
  at timestamptz not null,
  change text not null,
  actor_id text not null,
  parent_id uuid,
  name_zh text not null,
  name_en text not null,
  plaque text not null,
  plaque_since date,
  closed_on date,
  merged_into uuid,
  constraint org_unit_version_pkey primary key (network_id, unit_id, version),
  constraint org_unit_version_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint org_unit_version_change_is_known check (change in ('opened', 'changed', 'moved', 'merged', 'closed', 'imported'))
);
comment on table org_unit_version is 'What a unit was called and where it stood, from each change on: written in the statement that changes the unit.';

create table org_unit_ancestor (
  network_id uuid not null,
  unit_id uuid not null,
  ancestor_id uuid not null,             -- the unit itself included, at distance 0
  distance smallint not null,
  constraint org_unit_ancestor_pkey primary key (network_id, unit_id, ancestor_id),
  constraint org_unit_ancestor_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint org_unit_ancestor_is_a_unit foreign key (network_id, ancestor_id) references org_unit (network_id, id)
);
comment on table org_unit_ancestor is 'Each unit with all above it: what a subtree is, by equality.';
create index org_unit_ancestor_by_ancestor on org_unit_ancestor (network_id, ancestor_id, unit_id);

create table post (
  network_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  title_zh text not null,
  title_en text not null,
  established boolean not null default false,  -- 事业编制
  ended_on date,
  constraint post_pkey primary key (network_id, id),
  constraint post_belongs_to_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table post is 'Staff posts of a unit.';
create index post_by_unit on post (network_id, unit_id);

create table map_layer (
  network_id uuid not null,
  name text not null,
  geojson jsonb not null,
  review_number text not null,           -- 审图号, 地图管理条例
  loaded_at timestamptz not null,
  constraint map_layer_pkey primary key (network_id, name),
  constraint map_layer_was_reviewed check (length(review_number) > 3)
);
comment on table map_layer is 'A network''s own boundaries, shown only with their review number.';
