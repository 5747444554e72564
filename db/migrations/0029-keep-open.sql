-- A closing that was planned can be taken back: the history of a unit says so. More is allowed than before, so no row is looked through.
alter table org_unit_version drop constraint org_unit_version_change_is_known;
alter table org_unit_version add constraint org_unit_version_change_is_known
  check (change in ('opened', 'changed', 'moved', 'merged', 'closed', 'kept_open', 'imported')) not valid;
comment on constraint org_unit_version_change_is_known on org_unit_version is 'What a version came of; kept_open took back a closing that was planned.';
