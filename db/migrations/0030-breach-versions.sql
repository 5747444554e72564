-- Breaches: nobody overwrites what somebody else wrote meanwhile, and whoever was told before a change is told again.
alter table breach add column version integer not null default 1;                  -- counts what was said anew
alter table breach_person add column told_version integer not null default 1;      -- the version they were told last, once they were told
alter table breach_person add column told_again_at timestamptz;                    -- the last time after the first; null: told once at most
comment on column breach.version is 'Goes up with each change of what is said, and with nothing else.';
comment on column breach_person.told_version is 'Which version they were told last; means nothing before told_at. Below the version of the breach: it was changed since.';
comment on column breach_person.told_again_at is 'When they were told anew last, because what they had been told was changed.';
