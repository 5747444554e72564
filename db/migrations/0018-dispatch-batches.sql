-- Centres that have all their waiting orders solved together every few minutes, and what was proposed.

create table dispatch_batch_setting (
  network_id uuid not null,
  unit_id uuid not null,                 -- the centre
  every_minutes smallint,                -- null: off, as it is for who never said
  sends_kinds text[] not null default '{}',  -- kinds whose proposals are sent without being confirmed
  next_at timestamptz,                   -- when the next batch is due; null: off
  version int not null default 1,
  constraint dispatch_batch_setting_pkey primary key (network_id, unit_id),
  constraint dispatch_batch_setting_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint dispatch_batch_setting_is_a_few_minutes check (every_minutes between 1 and 120),
  constraint dispatch_batch_setting_on_means_due check ((every_minutes is null) = (next_at is null))
);
comment on table dispatch_batch_setting is 'Whether, and how often, a centre has its waiting orders solved together. Every change is an event.';
comment on constraint dispatch_batch_setting_pkey on dispatch_batch_setting is 'One row a centre.';
comment on constraint dispatch_batch_setting_of_a_unit on dispatch_batch_setting is 'Of a unit of the network.';
comment on constraint dispatch_batch_setting_is_a_few_minutes on dispatch_batch_setting is 'Less than a minute would be one by one; more than two hours no batch.';
comment on constraint dispatch_batch_setting_on_means_due on dispatch_batch_setting is 'What is on is due some time, what is off never.';

create table dispatch_batch (
  network_id uuid not null,
  id uuid not null,                      -- time-ordered
  unit_id uuid not null,
  made_at timestamptz not null,
  orders int not null,                   -- how many waited
  figures jsonb not null,                -- together, and one by one: unmet, metres, gini
  constraint dispatch_batch_pkey primary key (network_id, id),
  constraint dispatch_batch_of_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table dispatch_batch is 'Each time that the waiting orders of a centre were solved together, with what it came to beside one by one.';
comment on constraint dispatch_batch_pkey on dispatch_batch is 'One row a batch.';
comment on constraint dispatch_batch_of_a_unit on dispatch_batch is 'Of a centre.';
create index dispatch_batch_by_unit on dispatch_batch (network_id, unit_id, id desc);

create table dispatch_proposal (
  network_id uuid not null,
  batch_id uuid not null,
  order_id uuid not null,
  place smallint not null,               -- an order for several has a row for each
  person_id uuid,                        -- one of person and team
  team_id uuid,
  metres int,                            -- null: not known
  first boolean not null,                -- whether one by one would have proposed the same
  status text not null,
  settled_at timestamptz,
  constraint dispatch_proposal_pkey primary key (network_id, batch_id, order_id, place),
  constraint dispatch_proposal_of_a_batch foreign key (network_id, batch_id) references dispatch_batch (network_id, id),
  constraint dispatch_proposal_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint dispatch_proposal_of_one check ((person_id is null) <> (team_id is null)),
  constraint dispatch_proposal_status_is_known check (status in ('open', 'sent', 'refused', 'overtaken')),
  constraint dispatch_proposal_settled_has_a_time check ((status = 'open') = (settled_at is null))
);
comment on table dispatch_proposal is 'Whom a batch proposed for an order, and what became of it: sent, refused by the rules meanwhile, or overtaken by a newer batch.';
comment on constraint dispatch_proposal_pkey on dispatch_proposal is 'One row a place of an order in a batch.';
comment on constraint dispatch_proposal_of_a_batch on dispatch_proposal is 'Made by a batch.';
comment on constraint dispatch_proposal_of_an_order on dispatch_proposal is 'For an order.';
comment on constraint dispatch_proposal_of_one on dispatch_proposal is 'A person or a team.';
comment on constraint dispatch_proposal_status_is_known on dispatch_proposal is 'What may become of a proposal.';
comment on constraint dispatch_proposal_settled_has_a_time on dispatch_proposal is 'What is settled says when.';

do $$
declare
  each text;
begin
  foreach each in array array['dispatch_batch_setting', 'dispatch_batch', 'dispatch_proposal'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', each);
    execute format('grant select, insert, update, delete on %I to %I', each, current_setting('linli.app_role'));
  end loop;
end $$;
