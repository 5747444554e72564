-- What a bulk load needs of the owner, handed to the application's role as two narrow functions.

-- Until a table is analysed, statements on it are planned blindly; PostgreSQL's own round comes up to a minute later.
create function refresh_statistics(wanted text) returns void language plpgsql security definer as $$
begin
  if not exists (select from pg_class c where c.relname = wanted and c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace)
  then
    raise exception 'There is no table %.', wanted;
  end if;
  execute format('analyze %I', wanted);
end $$;
comment on function refresh_statistics is 'Has one table counted for the planner, after many rows were written at once.';

-- Gives false and does nothing when anything but the load itself can have written: a table that the load leaves empty
-- until its last step is not, a second network is there, or somebody acted whom the load does not know.
create function discard_unfinished_demo(wanted uuid) returns boolean language plpgsql security definer as $$
declare
  filled text[] := '{assignment,consent,event,order_listing,order_offer,order_review,order_text,order_token,order_word,orders,
    org_unit,org_unit_ancestor,org_unit_version,person,policy_version,team,team_member,team_skill,volunteer,volunteer_place,volunteer_skill}';
  tables text[];
  item text;
  found boolean;
begin
  perform set_config('linli.network_id', wanted::text, true);
  if (select count(*) from network) <> 1 or not exists (select from network where id = wanted and demo) then
    return false;
  end if;
  select array_agg(c.relname::text) into tables from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attname = 'network_id' and not a.attisdropped;
  foreach item in array tables loop
    continue when item = any(filled);
    execute format('select exists (select from %I)', item) into found;
    if found then
      return false;
    end if;
  end loop;
  if exists (select from event where actor_kind = 'key'
    or (actor_kind = 'job' and actor_id not in ('identity.system', 'organisation.create_network'))) then
    return false;
  end if;
  select string_agg(format('%I', name), ', ') into item from unnest(tables || 'network'::text) as name;
  execute 'truncate ' || item;
  return true;
end $$;
comment on function discard_unfinished_demo is 'Empties a database whose only network is a demo that was cut off while it was made; false: it is not surely that.';

do $$
declare
  app text := current_setting('linli.app_role');
  signature text;
begin
  foreach signature in array array['refresh_statistics(text)', 'discard_unfinished_demo(uuid)'] loop
    -- They run with the owner's rights, so nobody else's objects may stand in their way.
    execute format('alter function %s set search_path = %I, pg_temp', signature, current_schema());
    execute format('revoke all on function %s from public', signature);
    execute format('grant execute on function %s to %I', signature, app);
  end loop;
end $$;
