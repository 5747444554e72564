-- What each network's own model of the kinds has learned, and from what.

create table triage_model (
  network_id uuid not null,
  id uuid not null,
  status text not null,                  -- 'candidate' trained, not yet used; 'running'; 'retired', to be rolled back to
  made_at timestamptz not null,
  learned_until uuid,                    -- the newest correction that it was trained with; null: none yet
  corrections int not null,              -- how many it was trained with
  figures jsonb not null,                -- how it did on the corrections held back, beside the one running then
  promoted_at timestamptz,
  promoted_by uuid,                      -- null: the first one, from the seeds
  model bytea not null,                  -- hashes and weights, no words
  constraint triage_model_pkey primary key (network_id, id),
  constraint triage_model_status_is_known check (status in ('candidate', 'running', 'retired')),
  constraint triage_model_running_was_promoted check (status <> 'running' or promoted_at is not null)
);
comment on table triage_model is 'Models of the kinds of a network: the running one, candidates, and those before, to go back to.';
comment on constraint triage_model_pkey on triage_model is 'One row a training.';
comment on constraint triage_model_status_is_known on triage_model is 'What may become of a model.';
comment on constraint triage_model_running_was_promoted on triage_model is 'Nothing runs that nobody promoted.';
create unique index triage_model_one_runs on triage_model (network_id) where status = 'running';

create table triage_correction (
  network_id uuid not null,
  id uuid not null,                      -- time-ordered
  order_id uuid not null,
  kind text not null,                    -- what the dispatcher decided
  suggested text,                        -- what was suggested; null: nothing
  held_back boolean not null,            -- never learned from: models are compared on it
  grams bytea not null,                  -- hashes of characters, words and pairs with their counts; no text
  constraint triage_correction_pkey primary key (network_id, id),
  constraint triage_correction_once_an_order unique (network_id, order_id)
);
comment on table triage_correction is 'What dispatchers decided otherwise than suggested. No text, no person; of a confidential order nothing at all.';
comment on constraint triage_correction_pkey on triage_correction is 'One row a correction.';
comment on constraint triage_correction_once_an_order on triage_correction is 'The last decision on an order is the one that counts.';

do $$
declare
  app text := current_setting('linli.app_role');
  each text;
begin
  foreach each in array array['triage_model', 'triage_correction'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', each);
    execute format('grant select, insert, update, delete on %I to %I', each, app);
  end loop;
end $$;
