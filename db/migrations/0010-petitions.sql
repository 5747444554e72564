-- Petitions and complaints go on from `triaged`: to the one accountable department, and back through its reply.
-- Each constraint here allows more than the one before it, or is about a column that is new and empty: every row there is
-- keeps it, so nothing is looked through while the table is locked (`not valid`), and whatever is written is checked.

alter table orders add column department_id uuid;       -- the one accountable department that a petition was forwarded to
alter table orders add constraint orders_department_is_a_unit foreign key (network_id, department_id) references org_unit (network_id, id) not valid;
alter table orders drop constraint orders_status_is_known;
alter table orders add constraint orders_status_is_known check (status in ('submitted', 'triaged', 'dispatched', 'accepted', 'in_service', 'served', 'answered',
  'forwarded', 'signed_for', 'objected', 'admitted', 'replied', 'reconsideration', 'final_reconsideration',
  'reviewed', 'closed', 'merged', 'redirected', 'withdrawn')) not valid;
alter table orders drop constraint orders_outcome_is_known;
alter table orders add constraint orders_outcome_is_known check (outcome in ('satisfied', 'unanswered', 'safe', 'no_need', 'disputed', 'other_door')) not valid;
alter table order_word drop constraint order_word_kind_is_known;
alter table order_word add constraint order_word_kind_is_known check (kind in ('answer', 'note', 'review', 'reason', 'instruction',
  'masked', 'objection', 'decision', 'notice', 'question', 'response', 'extension', 'reply', 'appeal', 'conclusion', 'receipt')) not valid;
alter table orders add constraint orders_with_a_department check (status not in ('forwarded', 'signed_for', 'objected', 'admitted') or department_id is not null) not valid;

create table petition (
  network_id uuid not null,
  order_id uuid not null,
  forwards smallint not null default 0,
  objections smallint not null default 0,      -- how often a department said "not ours"
  bounced uuid[] not null default '{}',        -- departments that were believed
  binding boolean not null default false,      -- two objections were decided: the decision binds
  masked boolean not null default false,       -- a clerk confirmed what the department may read
  forwarded_at timestamptz,
  signed_at timestamptz,
  admitted_at timestamptz,
  replied_at timestamptz,
  object_by timestamptz,                       -- periods of the law, as the policy on petitions sets them
  notice_by timestamptz,
  resolve_by timestamptz,
  reconsider_by timestamptz,
  conclude_by timestamptz,
  extension_days smallint not null default 0,
  extension_asked smallint not null default 0,
  extension_asked_by uuid,
  extension_granted_by uuid,
  disputes smallint not null default 0,
  stage smallint not null default 0,           -- 1 reconsideration asked for, 2 the final one
  question_open boolean not null default false,
  instruction_due_by timestamptz,
  reported_back_at timestamptz,
  door text,                                   -- where what is not taken in was sent
  hotline_number text,                         -- its number at the city's 12345 line
  hotline_direction text,
  constraint petition_pkey primary key (network_id, order_id),
  constraint petition_of_an_order foreign key (network_id, order_id) references orders (network_id, id),
  constraint petition_is_extended_by_a_month check (extension_days between 0 and 30 and extension_asked between 0 and 30),
  constraint petition_extension_names_who check (extension_days = 0 or extension_granted_by is not null),
  constraint petition_has_two_reconsiderations check (stage between 0 and 2),
  constraint petition_hotline_both_or_none check ((hotline_number is null) = (hotline_direction is null)),
  constraint petition_hotline_direction_is_known check (hotline_direction in ('from', 'to'))
);
comment on table petition is 'What a petition or complaint has beside its order: its way through departments and the dates the law sets. No words, no person who asked.';
comment on constraint petition_pkey on petition is 'One way an order.';
comment on constraint petition_of_an_order on petition is 'A petition is an order first.';
comment on constraint petition_is_extended_by_a_month on petition is 'At most 30 days (信访工作条例 art. 34).';
comment on constraint petition_extension_names_who on petition is 'More time has a named approver (信访工作条例 art. 34).';
comment on constraint petition_has_two_reconsiderations on petition is 'Reconsideration and final reconsideration (信访工作条例 arts. 35, 36).';
comment on constraint petition_hotline_both_or_none on petition is 'A number of the 12345 line says which way it went.';
comment on constraint petition_hotline_direction_is_known on petition is 'It came from there, or was handed over to there.';
comment on constraint orders_department_is_a_unit on orders is 'The department that has a petition stands in the tree.';
comment on constraint orders_with_a_department on orders is 'What a department must act on names the department.';

do $$
declare
  app text := current_setting('linli.app_role');
  body text;
begin
  alter table petition enable row level security;
  alter table petition force row level security;
  create policy network_wall on petition using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);
  execute format('grant select, insert, update, delete on petition to %I', app);
  -- A demo that was cut off while it was made may have petitions by then.
  select pg_get_functiondef('discard_unfinished_demo(uuid)'::regprocedure) into body;
  execute replace(body, 'person,policy_version', 'person,petition,policy_version');
end $$;
