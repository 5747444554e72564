create table team_message (
  network_id uuid not null,
  id uuid not null,                      -- time-ordered
  team_id uuid not null,
  author_id uuid not null,
  words text not null,
  at timestamptz not null,
  constraint team_message_pkey primary key (network_id, id),
  constraint team_message_to_a_team foreign key (network_id, team_id) references org_unit (network_id, id),
  constraint team_message_by_a_person foreign key (network_id, author_id) references person (network_id, id),
  constraint team_message_says_something check (char_length(btrim(words)) between 1 and 500)
);
comment on table team_message is 'What leaders and staff tell a whole team. Gone after 180 days.';
comment on constraint team_message_pkey on team_message is 'One row a message, however many it went to.';
comment on constraint team_message_to_a_team on team_message is 'A message is told to a unit of the tree.';
comment on constraint team_message_by_a_person on team_message is 'Somebody stands behind each message.';
comment on constraint team_message_says_something on team_message is 'At most 500 characters, and not blanks alone.';
create index team_message_by_age on team_message (network_id, at);

do $$
declare
  app text := current_setting('linli.app_role');
begin
  alter table team_message enable row level security;
  alter table team_message force row level security;
  create policy network_wall on team_message using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);
  execute format('grant select, insert, delete on team_message to %I', app);
end $$;
