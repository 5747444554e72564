-- Weather that a person or another system says is coming or came: what a week is expected to bring leans on it.

create table weather_notice (
  network_id uuid not null,
  id uuid not null,                      -- time-ordered; who noted it stands in the history
  unit_id uuid not null,                 -- the city or a centre: it holds for everything below
  weather text not null,
  from_date date not null,               -- first day, local
  until_date date not null,              -- last day, itself included
  withdrawn_at timestamptz,              -- it was not so; null: it stands
  constraint weather_notice_pkey primary key (network_id, id),
  constraint weather_notice_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint weather_notice_is_known check (weather in ('heat', 'cold', 'snow', 'rainstorm', 'dust')),
  constraint weather_notice_ends_after_it_began check (until_date >= from_date)
);
comment on table weather_notice is 'Bad weather, by days. Nothing is fetched from outside: a dispatcher or a key notes it. Kept, since what weather brought is learned from it.';
comment on constraint weather_notice_pkey on weather_notice is 'One row a notice.';
comment on constraint weather_notice_of_a_unit on weather_notice is 'Weather of a place.';
comment on constraint weather_notice_is_known on weather_notice is 'Great heat, great cold, snow, rainstorm, blown dust.';
comment on constraint weather_notice_ends_after_it_began on weather_notice is 'Days in their order.';
create index weather_notice_by_unit on weather_notice (network_id, unit_id, until_date) where withdrawn_at is null;

alter table weather_notice enable row level security;
alter table weather_notice force row level security;
create policy network_wall on weather_notice using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on weather_notice to %I', current_setting('linli.app_role'));
end $$;
