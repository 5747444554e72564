-- Questions and answers that are public: with the petitioner's consent, in words that a clerk checked.

alter table petition add column consented boolean not null default false;  -- the petitioner lets question and answer be published

create table published_answer (
  network_id uuid not null,
  id uuid not null,                      -- of the publication alone: it leads back to nothing
  order_id uuid not null,
  kind text,
  department_id uuid,
  question text not null,
  answer text not null,
  published_at timestamptz not null,
  published_by uuid not null,
  constraint published_answer_pkey primary key (network_id, id),
  constraint published_answer_once_an_order unique (network_id, order_id),
  constraint published_answer_of_a_petition foreign key (network_id, order_id) references petition (network_id, order_id)
);
comment on table published_answer is 'What everybody may read of a petition: words a clerk wrote and checked. A row is deleted when it is taken back.';
comment on constraint published_answer_pkey on published_answer is 'An id of its own, time-ordered.';
comment on constraint published_answer_once_an_order on published_answer is 'One publication a petition: a new one takes the place of the old.';
comment on constraint published_answer_of_a_petition on published_answer is 'Only of petitions and complaints.';
create index petition_by_forwarding on petition (network_id, forwarded_at) where forwarded_at is not null;

do $$
declare
  app text := current_setting('linli.app_role');
  body text;
begin
  alter table published_answer enable row level security;
  alter table published_answer force row level security;
  create policy network_wall on published_answer using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);
  execute format('grant select, insert, update, delete on published_answer to %I', app);
  -- A demo that was cut off while it was made may have published by then.
  select pg_get_functiondef('discard_unfinished_demo(uuid)'::regprocedure) into body;
  execute replace(body, 'person,petition,policy_version', 'person,petition,policy_version,published_answer');
end $$;
