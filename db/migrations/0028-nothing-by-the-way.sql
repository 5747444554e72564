-- What could be read between the lines: when an answer was published, until when a post counts, which numbers are petitions.

-- Public answers: an id that tells nothing, ordered by month alone.
alter table published_answer add column month text;  -- YYYY-MM of the publication, in the network's zone
do $$
declare
  each uuid;
begin
  perform set_config('row_security', 'on', true);
  for each in select id from network loop
    perform set_config('linli.network_id', each::text, true);
    -- Earlier ids began with the millisecond.
    update published_answer set id = gen_random_uuid(), month = to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM')
      where network_id = each;
  end loop;
  perform set_config('row_security', 'off', true);
end $$;
alter table published_answer alter column month set not null;
alter table published_answer add constraint published_answer_month_is_one check (month ~ '^[0-9]{4}-[0-9]{2}$');
create index published_answer_by_month on published_answer (network_id, month, id);
comment on constraint published_answer_pkey on published_answer is 'An id of its own, random: it goes to everybody, and would tell the instant.';
comment on constraint published_answer_month_is_one on published_answer is 'A month and no more: the day could be laid beside the day of the reply.';

-- Posts: an end entered late is believed, but takes nobody out of a conflict before the day it was entered.
alter table post_holding add column end_entered_on date;  -- local; null: it has no end, or was loaded with it

-- Breaches: for a number behind which there is a petition or nothing, something is counted that is the same for both.
alter table breach_person add column stands_in boolean not null default false;  -- for a number; nobody is told
comment on column breach_person.person_id is 'An account; or a petition, which stands for whoever asked and is not counted; or what stands in for its number, which is.';
