-- The wall and the late orders are counted from the listing alone: whether a clock ran out and where help is wanted stand
-- beside the state, and the index by state carries them, so that no order has to be looked up for a count.

alter table order_listing add column escalated boolean not null default false;  -- a clock of the order ran out
alter table order_listing add column place_unit_id uuid;                        -- where help is wanted

do $$
declare
  each uuid;
begin
  perform set_config('row_security', 'on', true);
  for each in select id from network loop
    perform set_config('linli.network_id', each::text, true);
    update order_listing l set escalated = o.escalations > 0, place_unit_id = o.place_unit_id
      from orders o where l.network_id = each and o.network_id = each and o.id = l.order_id;
  end loop;
  perform set_config('row_security', 'off', true);
end $$;

alter table order_listing alter column place_unit_id set not null;
drop index order_listing_by_status;
create index order_listing_by_status on order_listing (network_id, ancestor_id, confidential, status, order_id)
  include (place_unit_id, escalated, due_at);

-- Words are written in the very statement that writes their order, like the listing, and orders are never deleted: the
-- check cost each order a lookup of itself.
alter table order_text drop constraint order_text_of_an_order;
