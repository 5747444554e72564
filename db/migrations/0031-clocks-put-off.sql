-- A clock that nothing can be done about is left unheard for a while, so that it does not keep those behind it waiting.
alter table orders add column clock_put_off_until timestamptz;
comment on column orders.clock_put_off_until is 'Until when the clock is not looked at, because nothing could be done about it or deciding it failed; null mostly.';
