-- What a server looks for every few seconds to forget sessions, roles and keys that ended elsewhere.
create index session_by_revocation on session (network_id, revoked_at) where revoked_at is not null;
create index role_grant_by_change on role_grant (network_id, coalesce(ended_at, granted_at));
create index api_key_by_revocation on api_key (network_id, revoked_at) where revoked_at is not null;
