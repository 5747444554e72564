-- Passkeys of staff (WebAuthn), and when a session last showed that its person is there.

alter table session add column proved_at timestamptz;  -- null: never with the strongest that the person had
alter table session drop constraint session_strength_is_known;
alter table session add constraint session_strength_is_known check (strength in ('code', 'password', 'password_totp', 'passkey'));
comment on constraint session_strength_is_known on session is 'How it was begun, or was raised to since.';

create table passkey (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  credential_id bytea not null,          -- as the authenticator names it
  public_key bytea not null,             -- COSE
  sign_count bigint not null,            -- as last told; 0 where the authenticator does not count
  transports text[] not null,            -- hints for the browser: usb, nfc, internal, hybrid
  label text not null,                   -- what its owner recognises it by
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkey_pkey primary key (network_id, id),
  constraint passkey_credential_is_unique unique (network_id, credential_id),
  constraint passkey_of_an_account foreign key (network_id, person_id) references staff_account (network_id, person_id),
  constraint passkey_counts_upwards check (sign_count >= 0)
);
comment on table passkey is 'Passkeys of staff: the public halves. The private ones never leave the device.';
comment on constraint passkey_credential_is_unique on passkey is 'One credential stands for one person.';
comment on constraint passkey_of_an_account on passkey is 'Passkeys stand beside the password of staff, and go with it.';
comment on constraint passkey_counts_upwards on passkey is 'An authenticator counts its signatures from nought.';
create index passkey_by_person on passkey (network_id, person_id);

create table passkey_challenge (
  network_id uuid not null,
  challenge bytea not null,              -- 32 random bytes
  purpose text not null,                 -- 'add', 'log_in' or 'prove'
  person_id uuid,                        -- whose answer it takes; null at the door, where nobody is known yet
  expires_at timestamptz not null,
  constraint passkey_challenge_pkey primary key (network_id, challenge),
  constraint passkey_challenge_purpose_is_known check (purpose in ('add', 'log_in', 'prove')),
  constraint passkey_challenge_knows_whose check ((person_id is null) = (purpose = 'log_in'))
);
comment on table passkey_challenge is 'What a passkey is asked to sign: for minutes, and once.';
comment on constraint passkey_challenge_purpose_is_known on passkey_challenge is 'An answer given for one purpose serves no other.';
comment on constraint passkey_challenge_knows_whose on passkey_challenge is 'Only at the door it is not yet known who answers.';
create index passkey_challenge_by_end on passkey_challenge (network_id, expires_at);

do $$
declare
  item text;
begin
  foreach item in array array['passkey', 'passkey_challenge'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy network_wall on %I using (network_id = nullif(current_setting(''linli.network_id'', true), '''')::uuid)', item);
    execute format('grant select, insert, update, delete on %I to %I', item, current_setting('linli.app_role'));
  end loop;
end $$;
