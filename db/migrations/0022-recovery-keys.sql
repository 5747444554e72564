-- A recovery key lies on paper, offline, and stands in for one custodian. Once it was typed in somewhere it is good for a day.

alter table custodian_key add column used_at timestamptz;   -- of a recovery key: when it first stood in; null: never
alter table custodian_key add constraint custodian_key_used_on_paper check (used_at is null or (unit_id is not null and confirmed_by is not null)) not valid;
comment on column custodian_key.used_at is 'When a recovery key first stood in for a custodian; it is spent a day later, and sealed to no more from then on.';
comment on constraint custodian_key_used_on_paper on custodian_key is 'Only a recovery key that two custodians confirmed stands in for one.';
