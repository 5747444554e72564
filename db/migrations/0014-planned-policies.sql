-- A policy may be saved today and hold from a later time on.

alter table policy_version add column scheduled_at timestamptz;  -- when it was saved, where it holds later than that; null: at once
comment on column policy_version.scheduled_at is 'When a version was saved that holds from a later time on; null: it held as soon as it was saved.';
comment on table policy_version is 'Levels, categories, clocks and weights as data with their history. In force is the highest version whose time has come.';
