-- A changed phone number waits three days, so that whoever has the old one can say no.

create table phone_move (
  network_id uuid not null,
  person_id uuid not null,
  phone text not null,                   -- the new one
  asked_by uuid not null,                -- themselves, or the administrator who was asked at a counter
  asked_at timestamptz not null,
  due_at timestamptz not null,
  constraint phone_move_pkey primary key (network_id, person_id),
  constraint phone_move_phone_is_unique unique (network_id, phone),
  constraint phone_move_of_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint phone_move_waits check (due_at > asked_at)
);
comment on table phone_move is 'Phone numbers that people are about to have. Until then they log in by the old one.';
comment on constraint phone_move_phone_is_unique on phone_move is 'A number waits for one person.';
comment on constraint phone_move_of_a_person on phone_move is 'It becomes somebody''s.';
comment on constraint phone_move_waits on phone_move is 'It is due after it was asked for.';
create index phone_move_by_due on phone_move (network_id, due_at);

alter table phone_move enable row level security;
alter table phone_move force row level security;
create policy network_wall on phone_move using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on phone_move to %I', current_setting('linli.app_role'));
end $$;
