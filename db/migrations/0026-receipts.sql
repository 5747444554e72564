-- Complaining without an account: a code that is shown once opens the petition again. Here stands only its keyed hash.

create table order_receipt (
  network_id uuid not null,
  order_id uuid not null,                -- the petition
  code_hash bytea not null,              -- HMAC-SHA-256 under the server's secret; useless without it
  used boolean not null default false,   -- shown at least once since: from then on no other code takes its place
  constraint order_receipt_pkey primary key (network_id, order_id),
  constraint order_receipt_code_is_unique unique (network_id, code_hash),
  constraint order_receipt_hash_is_sha256 check (length(code_hash) = 32)
);
comment on table order_receipt is 'Receipts of petitions whose petitioner has no account. Without the code nobody can find a petition for them.';
comment on column order_receipt.used is 'A lost answer may be sent again with a new code until the first has been shown. When is not kept.';
comment on constraint order_receipt_pkey on order_receipt is 'One receipt a petition.';
comment on constraint order_receipt_code_is_unique on order_receipt is 'A code opens one petition, and is found by its hash.';
comment on constraint order_receipt_hash_is_sha256 on order_receipt is 'A hash and nothing longer.';

alter table order_receipt enable row level security;
alter table order_receipt force row level security;
create policy network_wall on order_receipt using (network_id = nullif(current_setting('linli.network_id', true), '')::uuid);

do $$
begin
  execute format('grant select, insert, update, delete on order_receipt to %I', current_setting('linli.app_role'));
end $$;
