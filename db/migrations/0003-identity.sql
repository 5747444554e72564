create table person (
  network_id uuid not null,
  id uuid not null,
  name text,                             -- null once erased
  phone text,                            -- null once erased, or for someone known only through another
  birth_year smallint,
  guardian_id uuid,
  guardian_consent_at timestamptz,
  language text not null default 'zh-CN',
  elder_mode boolean not null default false,
  home_unit_id uuid,                     -- the station this person lives by
  created_at timestamptz not null,
  claimed_at timestamptz,                -- first own login of someone who was entered by another
  erased_at timestamptz,
  version int not null default 1,
  constraint person_pkey primary key (network_id, id),
  constraint person_phone_is_unique unique (network_id, phone),
  constraint person_has_a_guardian_of_the_network foreign key (network_id, guardian_id) references person (network_id, id),
  constraint person_lives_by_a_unit foreign key (network_id, home_unit_id) references org_unit (network_id, id),
  constraint person_language_is_known check (language in ('zh-CN', 'en')),
  constraint person_birth_year_is_likely check (birth_year between 1900 and 2100),
  constraint person_is_not_their_own_guardian check (guardian_id is null or guardian_id <> id),
  constraint person_erased_leaves_nothing check (
    erased_at is null or (name is null and phone is null and birth_year is null and home_unit_id is null))
);
comment on table person is 'A human being of the network: resident, volunteer or staff. The least that the loop needs.';
-- Search by the beginning of a name: a range in the C collation, since pattern operators are not leakproof and could not
-- use an index under row security.
create index person_by_name on person (network_id, name collate "C") where name is not null;
create index person_by_home on person (network_id, home_unit_id, id) where home_unit_id is not null;
create index person_by_guardian on person (network_id, guardian_id) where guardian_id is not null;

create table post_holding (
  network_id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  since date not null,
  until date,
  constraint post_holding_pkey primary key (network_id, post_id, person_id, since),
  constraint post_holding_of_a_post foreign key (network_id, post_id) references post (network_id, id),
  constraint post_holding_by_a_person foreign key (network_id, person_id) references person (network_id, id)
);
comment on table post_holding is 'Who fills which post, and who did.';

create table staff_account (
  network_id uuid not null,
  person_id uuid not null,
  username text not null,
  password_hash text not null,           -- scrypt, with its parameters and salt
  password_changed_at timestamptz not null,
  totp_secret bytea,                     -- sealed under the server's key; null until enrolled
  totp_confirmed_at timestamptz,         -- null while the first code has not been given back
  totp_last_step bigint,                 -- a code is good once
  constraint staff_account_pkey primary key (network_id, person_id),
  constraint staff_account_username_is_unique unique (network_id, username),
  constraint staff_account_of_a_person foreign key (network_id, person_id) references person (network_id, id)
);
comment on table staff_account is 'Password and second factor of staff.';

create table login_code (
  network_id uuid not null,
  phone_digest bytea not null,           -- keyed digest: the table names nobody
  code_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint login_code_pkey primary key (network_id, phone_digest)
);
comment on table login_code is 'The one code of a phone that is good now, hashed.';

create table login_attempt (
  network_id uuid not null,
  scope text not null,                   -- 'guess', 'send' or 'password' and what it is counted for: a phone, an address, a username, the network
  subject_digest bytea not null,         -- keyed digest, also of usernames that do not exist
  day date not null,
  attempts int not null,
  blocked_until timestamptz,             -- back-off after wrong passwords
  constraint login_attempt_pkey primary key (network_id, scope, subject_digest, day)
);
comment on table login_attempt is 'Guesses and sent codes by day, across resends.';
create index login_attempt_by_day on login_attempt (network_id, day);

create table session (
  network_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  strength text not null,                -- 'code', 'password', 'password_totp'
  created_at timestamptz not null,
  last_seen_at timestamptz not null,     -- kept roughly: written when a twelfth of the idle time has passed
  idle_seconds int not null,             -- ends when unused for so long
  expires_at timestamptz not null,       -- ends in any case
  revoked_at timestamptz,
  device text,                           -- what the person recognises it by: 'Chrome, Android'
  constraint session_pkey primary key (network_id, id),
  constraint session_token_is_unique unique (network_id, token_hash),
  constraint session_of_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint session_strength_is_known check (strength in ('code', 'password', 'password_totp'))
);
comment on table session is 'Opaque sessions, known by the hash of their token.';
create index session_by_person on session (network_id, person_id);
create index session_by_end on session (network_id, expires_at);

create table role_grant (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid not null,
  granted_by text not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  constraint role_grant_pkey primary key (network_id, id),
  constraint role_grant_to_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint role_grant_at_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id),
  constraint role_grant_role_is_known check (role in ('administrator', 'dispatcher', 'petition_clerk', 'team_leader', 'department_officer', 'observer'))
);
comment on table role_grant is 'A role bound to a unit, reaching its subtree. Volunteer and resident are no grants: they are what a person is.';
create index role_grant_by_person on role_grant (network_id, person_id) where ended_at is null;
create index role_grant_by_unit on role_grant (network_id, unit_id, role) where ended_at is null;

create table api_key (
  network_id uuid not null,
  id uuid not null,
  key_hash bytea not null,
  label text not null,
  role text not null,
  unit_id uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  constraint api_key_pkey primary key (network_id, id),
  constraint api_key_hash_is_unique unique (network_id, key_hash),
  constraint api_key_at_a_unit foreign key (network_id, unit_id) references org_unit (network_id, id)
);
comment on table api_key is 'Keys of other systems: one role at one unit.';

create table consent (
  network_id uuid not null,
  id uuid not null,
  person_id uuid not null,               -- whose consent
  purpose text not null,                 -- 'order_for_me', 'volunteer_minor', 'privacy'
  given_by uuid not null,                -- who says so: the person, a guardian, or the one who orders for them
  manner text not null,                  -- 'tap', 'spoken', 'paper', 'guardian'
  subject_id uuid,                       -- the order it was given for, where it was for one
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint consent_pkey primary key (network_id, id),
  constraint consent_of_a_person foreign key (network_id, person_id) references person (network_id, id),
  constraint consent_given_by_a_person foreign key (network_id, given_by) references person (network_id, id),
  constraint consent_purpose_is_known check (purpose in ('order_for_me', 'volunteer_minor', 'privacy')),
  constraint consent_manner_is_known check (manner in ('tap', 'spoken', 'paper', 'guardian'))
);
comment on table consent is 'Recorded consent, and its withdrawal.';
create index consent_by_person on consent (network_id, person_id);
