// Made by scripts/openapi.ts from docs/api/openapi.json; do not edit.
export interface paths {
    "/api/v1/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint of the audit log, to be kept outside (C2SP tlog-checkpoint) */
        get: operations["getAuditCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/tile/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hashes of the audit log’s tree (C2SP tlog-tiles), without the entries */
        get: operations["getAuditTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at whom, who was refused, who changed whose rights; newest first */
        get: operations["getAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the audit log stands: what is numbered, what is signed */
        get: operations["getAuditState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether the log grew out of a checkpoint that somebody kept */
        post: operations["postAuditCompare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at me, or was refused to; newest first */
        get: operations["getMeLooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The network that answers here. */
        get: operations["getNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole tree of units that work today, without teams; with an ETag. */
        get: operations["getTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units by code, filtered; teams too. */
        get: operations["getUnits"];
        put?: never;
        /** Opens a unit below another. */
        post: operations["postUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One unit, closed ones too. */
        get: operations["getUnitsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is written of a unit; If-Match guards against another’s change. */
        patch: operations["patchUnitsById"];
        trace?: never;
    };
    "/api/v1/units/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a unit was called and where it stood, oldest first. */
        get: operations["getUnitsByIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/actions/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a unit on a date; the heir carries on what is open. */
        post: operations["postUnitsByIdActionsClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/actions/keep_open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back a closing that is planned for a later day. */
        post: operations["postUnitsByIdActionsKeepOpen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/actions/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges a unit into another of its level. */
        post: operations["postUnitsByIdActionsMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/actions/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves a unit with all below it. */
        post: operations["postUnitsByIdActionsMove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Staff posts of a unit and who fills them. */
        get: operations["getUnitsByIdPosts"];
        put?: never;
        /** Sets up a post. */
        post: operations["postUnitsByIdPosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/posts/{postId}/holder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives a post to somebody, or to nobody. */
        put: operations["putUnitsByIdPostsByPostIdHolder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/posts/{postId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a post; who filled it stays on record. */
        delete: operations["deleteUnitsByIdPostsByPostId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A policy in force: needs, urgency, skills, departments or resources. */
        get: operations["getPoliciesByName"];
        /** Saves a new version of a policy; If-Match names the newest one. */
        put: operations["putPoliciesByName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one can ask for: the policy `needs` without what triage and staff alone read; with an ETag. */
        get: operations["getNeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that would keep a policy from being saved, place by place; saves nothing. */
        post: operations["postPoliciesByNameCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest fifty versions of a policy, newest first. Saving an old one anew rolls back. */
        get: operations["getPoliciesByNameVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/shape": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shape of a policy, as JSON Schema: what its forms are drawn from. */
        get: operations["getPoliciesByNameShape"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The network’s own map with its review number; 404 where the schematic one is to be shown. */
        get: operations["getMap"];
        /** Loads the network’s own boundaries with their review number. */
        put: operations["putMap"];
        post?: never;
        /** Removes the own map, so that the schematic one is shown again. */
        delete: operations["deleteMap"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tree/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a file of units would change, and everything that keeps it from being taken, row by row; writes nothing. */
        post: operations["postTreeCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tree/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings the tree to what a file of units says, all or nothing. */
        post: operations["postTreeImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a one-time code to a mobile phone */
        post: operations["postLoginCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with a phone and the code that was sent to it */
        post: operations["postLoginPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in as staff with username, password and the code of the authenticator app */
        post: operations["postLoginPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to log in with a passkey: what the browser is asked for */
        post: operations["postLoginPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in as staff with a passkey alone */
        post: operations["postLoginPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["postLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am, and what I may do */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /** Erase me; the answer says what the law retains */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /** Correct what is kept of me */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in here, as /me tells it; 204 where nobody is */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move to a new phone, proved by a code sent to it, after 72 hours; the old one can say no until then */
        post: operations["postMePhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/phone/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say no to another number that waits to become mine */
        delete: operations["deleteMePhoneMove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am logged in */
        get: operations["getMeSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out another device */
        delete: operations["deleteMeSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; other devices are logged out */
        post: operations["postMePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up an authenticator app
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postMeTotp"];
        /**
         * Take my authenticator app away; other devices are logged out
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        delete: operations["deleteMeTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the authenticator app with a first code */
        post: operations["postMeTotpConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept of me, as one document
         * @description Asks staff to have shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`.
         */
        get: operations["getMeData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/consents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a consent */
        delete: operations["deleteMeConsentsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My passkeys */
        get: operations["getMePasskeys"];
        put?: never;
        /**
         * Keep the passkey that the browser made; other devices are logged out
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postMePasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up a passkey: what the browser is asked for
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postMePasskeysOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a passkey of mine away; other devices are logged out
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        delete: operations["deleteMePasskeysById"];
        options?: never;
        head?: never;
        /** Give a passkey of mine another name */
        patch: operations["patchMePasskeysById"];
        trace?: never;
    };
    "/api/v1/me/proof/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How I can show again that it is me: before something is opened, granted or exported */
        post: operations["postMeProofOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show that it is me; good for five minutes in this session */
        post: operations["postMeProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People within my units, by the beginning of a name or a whole phone number; administrators find their colleagues by name too */
        get: operations["getPeople"];
        put?: never;
        /** Enter a person; administrators may give an account with it, for somebody new and with a fresh proof of who they are (`/api/v1/me/proof`) */
        post: operations["postPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct somebody’s name, phone or year of birth; If-Match guards against another’s change */
        patch: operations["patchPeopleById"];
        trace?: never;
    };
    "/api/v1/people/{id}/guardian": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record who guards a minor, and that they agreed */
        post: operations["postPeopleByIdGuardian"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/actions/take_authenticators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take away the authenticator app and passkeys of somebody who lost them; they are told
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postPeopleByIdActionsTakeAuthenticators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has which role at my units and below, 1,000 a page */
        get: operations["getGrants"];
        put?: never;
        /**
         * Give a person a role at a unit; one over the whole network waits for a second administrator
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postGrants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles over the whole network that wait for a second administrator */
        get: operations["getGrantsAsked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/asked/{id}/actions/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree, as the second administrator, that a role over the whole network be given
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postGrantsAskedByIdActionsAgree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/asked/{id}/actions/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline a role that was asked for, or take one’s own wish back
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postGrantsAskedByIdActionsDecline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a role
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        delete: operations["deleteGrantsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of other systems, without the keys themselves */
        get: operations["getKeys"];
        put?: never;
        /**
         * Make a key for another system: one role at one unit
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        delete: operations["deleteKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s key as custodian, one’s colleagues, and the recovery keys on paper */
        get: operations["getVaultCustody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol the key of this browser; the private half never leaves it. The one before ends
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postVaultKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/recovery-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the public half of a recovery key that was just printed; a second custodian confirms it
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postVaultRecoveryKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/recovery-keys/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm, with the paper in hand, that the key on it is the one that was kept
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postVaultRecoveryKeysByIdConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/recovery-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a recovery key whose paper is lost or was seen
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        delete: operations["deleteVaultRecoveryKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of breaches, newest first */
        get: operations["getBreaches"];
        put?: never;
        /** Enter a breach: what, when, whose data, consequences, measures, contact */
        post: operations["postBreaches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say anew what a breach was; If-Match guards against another’s change */
        put: operations["putBreachesById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches/{id}/tell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell everybody concerned who was not told yet */
        post: operations["postBreachesByIdTell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches/{id}/tell-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell those anew who were told before the breach was changed last */
        post: operations["postBreachesByIdTellAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches/{id}/authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the authority was told */
        post: operations["postBreachesByIdAuthority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/volunteer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller offers as a volunteer; 404 before they registered. */
        get: operations["getMeVolunteer"];
        /** Registers the caller as a volunteer, or changes what they offer. */
        put: operations["putMeVolunteer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/personal-matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turns being asked by what is known of the caller on or off; off leaves the plain list by time. */
        put: operations["putMePersonalMatching"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volunteers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Volunteers within the caller’s reach. */
        get: operations["getVolunteers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volunteers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One volunteer, for themselves and those who answer for them. */
        get: operations["getVolunteersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volunteers/{id}/actions/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the caller has met the volunteer in person. */
        post: operations["postVolunteersByIdActionsVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volunteers/{id}/actions/unverify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the mark of having been met away again. */
        post: operations["postVolunteersByIdActionsUnverify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volunteers/{id}/actions/verify_skill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the caller has seen the papers of a skill. */
        post: operations["postVolunteersByIdActionsVerifySkill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams that work, by code. */
        get: operations["getTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team, closed ones too. */
        get: operations["getTeamsById"];
        /** Changes what a team can do. */
        put: operations["putTeamsById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells all members of a team something: into their inboxes. */
        post: operations["postTeamsByIdMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a team, for its leaders and the staff who reach it. */
        get: operations["getTeamsByIdMembers"];
        put?: never;
        /** Takes a volunteer into a team. */
        post: operations["postTeamsByIdMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a member a leader, or a leader a member. */
        put: operations["putTeamsByIdMembersByPersonId"];
        post?: never;
        /** Leaves a team, or lets a member go. */
        delete: operations["deleteTeamsByIdMembersByPersonId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many volunteers and teams have each skill. */
        get: operations["getFiguresSkills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a message seems to be; nothing of it is kept */
        post: operations["postTriageSuggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/masking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What in a text identifies somebody, offered to the person who forwards it; nothing of it is kept */
        post: operations["postTriageMasking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models that suggest kinds, newest first, with their figures. */
        get: operations["getTriageModels"];
        put?: never;
        /** Begins to train a candidate from seeds and corrections; the list says when it is there. */
        post: operations["postTriageModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/models/{id}/actions/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to try a model and the running one on all corrections held back by now; the list says when that is done. */
        post: operations["postTriageModelsByIdActionsCompare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/models/{id}/actions/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a model run in place of the running one; an older one: rolls back. */
        post: operations["postTriageModelsByIdActionsPromote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of a unit’s whole subtree, as far as the caller’s roles cover it */
        get: operations["getOrders"];
        put?: never;
        /** Place an order, for oneself or for somebody who agreed */
        post: operations["postOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order as the caller may see it, with what they can do */
        get: operations["getOrdersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/row": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order as the caller’s lists show it; nothing sealed is opened, nothing recorded as read */
        get: operations["getOrdersByIdRow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/actions/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do something to an order; If-Match refuses when it has changed. 204 when it is out of the caller’s hands */
        post: operations["postOrdersByIdActionsByName"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/complained-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark whom a petition complains of: it is not there for them and theirs from then on. If-Match refuses when it has changed */
        put: operations["putOrdersByIdComplainedOf"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/complained-of/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of a unit could be complained of: in a post there within 12 months, or with a role */
        get: operations["getOrdersByIdComplainedOfMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the order came to be as it is, oldest first */
        get: operations["getOrdersByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/sight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much a person sees of one order and why, or why not; of a petition for who knows of it. Each asking is recorded */
        get: operations["getPeopleByIdSight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that one has the order open, or writes; hear who else of the staff has. Nothing of it is kept */
        put: operations["putOrdersByIdPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the phone numbers the caller may see now; each showing is recorded */
        post: operations["postOrdersByIdContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many orders a list of the same filters holds */
        get: operations["getOrdersCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asked before from a phone that ends in four digits, among the orders that the caller may list */
        get: operations["getOrdersCallers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I asked for, or placed for somebody */
        get: operations["getMeOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is offered to me, by name or through a team */
        get: operations["getMeOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have taken on, and what I served last */
        get: operations["getMeTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders that are or were with a team, for its leaders */
        get: operations["getTeamsByIdOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Today’s orders of a subtree in figures: no names, no words, nothing finer than a station */
        get: operations["getFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many orders each kind of need was given */
        get: operations["getFiguresKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/petitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Petitions of a clerk’s units or an officer’s department by time left, in masked words */
        get: operations["getPetitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/petitions/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How departments dealt with petitions: counts alone, in whole fives */
        get: operations["getPetitionsReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/petitions/hotline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether petitions can be handed over to the city’s 12345 line from here */
        get: operations["getPetitionsHotline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/hotline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a petition over to the city’s 12345 line in masked words, and keep its number */
        post: operations["postOrdersByIdHotline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether question and answer of a petition may be public, and what is */
        get: operations["getOrdersByIdPublication"];
        /** Publish question and answer of a petition in words that lead to nobody; needs the petitioner’s consent. If-Match refuses when it was published meanwhile */
        put: operations["putOrdersByIdPublication"];
        post?: never;
        /** Take a published question and answer back; nothing of it is kept */
        delete: operations["deleteOrdersByIdPublication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions and answers that are public, the newest first */
        get: operations["getAnswers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complain in confidence without an account; the answer holds the one code that opens it again */
        post: operations["postReceipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which petition the code opens (`Authorization: Receipt …`); its routes take the same */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a petition into one’s account by its code, which ends with it */
        post: operations["postMeReceipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many neighbours said the same of a public place; nothing of the words is kept */
        post: operations["postOrdersNeighbours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open orders with nearly the same words, to be merged */
        get: operations["getOrdersByIdNear"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One matter at one place: cases, never authors; petitions masked and from five households on, for clerks */
        get: operations["getTopics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that orders are of one topic, or of two; it teaches */
        post: operations["postTopicsVerdicts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A photo, for who may read the words of its order */
        get: operations["getPhotosById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `order`, `inbox`, `tree`, `presence`, each saying that something happened to what; `heartbeat` every 15 seconds */
        get: operations["getStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals to open an identity that wait for a second custodian */
        get: operations["getVaultOpenings"];
        put?: never;
        /**
         * Propose to open who stands behind a petition, with a reason that the petitioner is told
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postVaultOpenings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/openings/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hand one’s share over, sealed to the keys of those who could agree
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        put: operations["putVaultOpeningsByIdShare"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/openings/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree as the second custodian: what this browser joins and opens, for ten minutes, recorded and told
         * @description Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.
         */
        post: operations["postVaultOpeningsByIdAgree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/openings/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a proposal, or take one’s own back */
        post: operations["postVaultOpeningsByIdRefuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at one’s own petition: its words, and who one is */
        get: operations["getOrdersByIdLooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breaches/{id}/concerned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter whom a breach concerns: by numbers of orders, and by whom an account looked at in a span of time */
        post: operations["postBreachesByIdConcerned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/breaches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Breaches that one was told of: what, when, which data, consequences, measures, contact */
        get: operations["getMeBreaches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams and volunteers who could serve the order, best first, with why, and what keeps others from it */
        get: operations["getOrdersByIdCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The last month’s orders under another policy of whom to ask; saves nothing */
        post: operations["postDispatchReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest batch of a centre, beside one by one */
        get: operations["getUnitsByIdBatch"];
        put?: never;
        /** Solve a centre’s waiting orders together now; nothing is sent */
        post: operations["postUnitsByIdBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/batch/setting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Switch batches of a centre on or off, and choose the kinds that are sent by themselves */
        put: operations["putUnitsByIdBatchSetting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a batch proposes, order by order */
        get: operations["getBatchesByIdProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send proposals of a batch: those of some orders, or all that are open */
        post: operations["postBatchesByIdConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the waves of an order stand. */
        get: operations["getOrdersByIdWaves"];
        put?: never;
        /** Offers an order in waves: the first now, the others by themselves until it is taken. */
        post: operations["postOrdersByIdWaves"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/offers/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why the caller was asked about an order. */
        get: operations["getMeOffersByIdWhy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/open-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for somebody and the caller could serve, by time: the same for everybody. */
        get: operations["getMeOpenOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/open-orders/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes something of the plain list. */
        post: operations["postMeOpenOrdersByIdTake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/taken-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What others took lately and the caller could have served, with why it was not theirs. */
        get: operations["getMeTakenOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who stayed away from an order, and of whom the caller may report it. */
        get: operations["getOrdersByIdAbsences"];
        put?: never;
        /** Reports that somebody accepted an order and did not come: staff of the order, or the leader of their team. */
        post: operations["postOrdersByIdAbsences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/absences/{personId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether an absence stands: the centre; who reported it may take it back. */
        post: operations["postOrdersByIdAbsencesByPersonIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When the caller accepted and is said not to have come, and until when that counts. */
        get: operations["getMeAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/absences/{id}/contest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The caller says that it was not so; it counts for nothing until the centre has decided. */
        post: operations["postMeAbsencesByIdContest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where people are missing: by kind, place and part of the day, and how fast orders come and are taken. */
        get: operations["getUnitsByIdGaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/week-ahead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a unit should expect in the next seven days: by kind and day, why, and who could meet it. */
        get: operations["getUnitsByIdWeekAhead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/weather": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes weather that is coming or came, for a county or the city. */
        post: operations["postUnitsByIdWeather"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/weather/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Says that noted weather does not come, or did not. */
        delete: operations["deleteWeatherById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My messages, newest first */
        get: operations["getMeNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark my messages up to one as read */
        post: operations["postMeNotificationsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/alerted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was alerted to an emergency, and when */
        get: operations["getOrdersByIdAlerted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a photo (JPEG, PNG or WebP as the body); name its id when placing the order within a day */
        post: operations["postPhotos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAuditCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/plain: a signed note */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    getAuditTile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description for example 0/x001/x234/067.p/12 */
                "*": string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/octet-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    getAuditEntries: {
        parameters: {
            query?: {
                category?: "contact" | "record" | "list" | "content" | "identity" | "export" | "refused" | "rights";
                /** @description id of who did it */
                actor?: string;
                /** @description id of whom it was at */
                person?: string;
                /** @description the number of an order, or the account name of somebody */
                named?: string;
                /** @description of an account that is named: what was done at them, as if absent, or by them */
                side?: "at" | "by";
                /** @description UTC */
                from?: string;
                /** @description UTC */
                to?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description number in the log, from 0 */
                            leaf: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @enum {string} */
                            category: "contact" | "record" | "list" | "content" | "identity" | "export" | "refused" | "rights";
                            /** @description what happened, for example orders.contact_shown */
                            kind: string;
                            what: ("contact" | "record" | "list" | "content" | "identity" | "export") | null;
                            why: string | null;
                            by: {
                                /** @enum {string} */
                                kind: "person" | "key" | "job";
                                id: string;
                                name: string | null;
                            };
                            /** @description whom it was at; nobody for a petition */
                            of: {
                                /** Format: uuid */
                                id: string;
                                name: string | null;
                            }[];
                            role: string | null;
                            unitId: string | null;
                            subjectKind: string;
                            /** Format: uuid */
                            subjectId: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getAuditState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description events numbered so far */
                        leaves: number;
                        checkpoint: {
                            /** @description leaves that it covers */
                            size: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            note: string;
                        } | null;
                        /** @description what the checkpoints are verified with, as sumdb/note writes it */
                        verifierKey: string;
                    };
                };
            };
        };
    };
    postAuditCompare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description by this log */
                        signed: boolean;
                        size: number | null;
                        /** @description the log of now grew out of it */
                        part: boolean;
                        since: number | null;
                    };
                };
            };
        };
    };
    getMeLooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            leaf: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @enum {string} */
                            what: "contact" | "record" | "list" | "content" | "identity" | "export";
                            /** @enum {string} */
                            outcome: "shown" | "refused";
                            /** @description its ground: a code */
                            why: string;
                            by: string | null;
                            orderId: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        nameZh: string;
                        nameEn: string;
                        demo: boolean;
                        zone: string;
                        helpPhone: string | null;
                        languages: string[];
                    };
                };
            };
        };
    };
    getTree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        units: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            /** @description index of the parent in this list, which comes before; -1 for the city */
                            parent: number;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            /** @description name */
                            zh: string;
                            /** @description name */
                            en: string;
                            /** @description short Chinese name, where it differs */
                            short?: string;
                            /** @enum {string} */
                            plaque?: "none" | "planned" | "open";
                            /** @description longitude, latitude; WGS-84 */
                            at?: number[];
                            approximate?: boolean;
                            /** @description q, r of the schematic map */
                            cell?: number[];
                            /**
                             * Format: date
                             * @description first day on which it will be no more
                             */
                            closes?: string;
                            invented?: boolean;
                        }[];
                    };
                };
            };
        };
    };
    getUnits: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
                /** @description only these */
                ids?: string[];
                /** @description only those directly below */
                parent?: string;
                /** @description only those anywhere below, itself included */
                within?: string;
                level?: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                /** @description part of a name, or the beginning of a code */
                text?: string;
                /** @description with closed ones; without, if absent */
                closed?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            parentId: string | null;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                            shortNameZh: string;
                            /** @enum {string} */
                            plaque: "none" | "planned" | "open";
                            plaqueSince: string | null;
                            longitude: number | null;
                            latitude: number | null;
                            placeApproximate: boolean;
                            address: string | null;
                            phone: string | null;
                            openingHours: {
                                /** @description 1 is Monday */
                                days: number[];
                                /** @description HH:MM, local */
                                opens: string;
                                /** @description HH:MM, local */
                                closes: string;
                            }[] | null;
                            /**
                             * Format: date
                             * @description local date YYYY-MM-DD
                             */
                            openedOn: string;
                            closedOn: string | null;
                            mergedInto: string | null;
                            /** @description made up for the demo: pages write 演示 beside it */
                            invented: boolean;
                            gridQ: number | null;
                            gridR: number | null;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postUnits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description official division code, or the network’s own */
                    code: string;
                    /** Format: uuid */
                    parentId: string;
                    /** @enum {string} */
                    level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                    nameZh: string;
                    nameEn: string;
                    shortNameZh?: string;
                    /** @enum {string} */
                    plaque?: "none" | "planned" | "open";
                    plaqueSince?: string | null;
                    longitude?: number | null;
                    latitude?: number | null;
                    placeApproximate?: boolean;
                    address?: string | null;
                    phone?: string | null;
                    openingHours?: {
                        /** @description 1 is Monday */
                        days: number[];
                        /** @description HH:MM, local */
                        opens: string;
                        /** @description HH:MM, local */
                        closes: string;
                    }[] | null;
                    /**
                     * Format: date
                     * @description today if absent
                     */
                    openedOn?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    getUnitsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    patchUnitsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nameZh?: string;
                    nameEn?: string;
                    shortNameZh?: string;
                    /** @enum {string} */
                    plaque?: "none" | "planned" | "open";
                    plaqueSince?: string | null;
                    longitude?: number | null;
                    latitude?: number | null;
                    placeApproximate?: boolean;
                    address?: string | null;
                    phone?: string | null;
                    openingHours?: {
                        /** @description 1 is Monday */
                        days: number[];
                        /** @description HH:MM, local */
                        opens: string;
                        /** @description HH:MM, local */
                        closes: string;
                    }[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    getUnitsByIdHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            version: number;
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            change: "opened" | "changed" | "moved" | "merged" | "closed" | "kept_open" | "imported";
                            parentId: string | null;
                            nameZh: string;
                            nameEn: string;
                            /** @enum {string} */
                            plaque: "none" | "planned" | "open";
                            plaqueSince: string | null;
                            closedOn: string | null;
                            mergedInto: string | null;
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdActionsClose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description first day without it; today if absent
                     */
                    on?: string;
                    /**
                     * Format: uuid
                     * @description who carries on what is open; only a team may do without
                     */
                    heirId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdActionsKeepOpen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdActionsMerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    into: string;
                    /**
                     * Format: date
                     * @description today if absent
                     */
                    on?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdActionsMove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parentId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        parentId: string | null;
                        /** @enum {string} */
                        level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        nameZh: string;
                        nameEn: string;
                        shortNameZh: string;
                        /** @enum {string} */
                        plaque: "none" | "planned" | "open";
                        plaqueSince: string | null;
                        longitude: number | null;
                        latitude: number | null;
                        placeApproximate: boolean;
                        address: string | null;
                        phone: string | null;
                        openingHours: {
                            /** @description 1 is Monday */
                            days: number[];
                            /** @description HH:MM, local */
                            opens: string;
                            /** @description HH:MM, local */
                            closes: string;
                        }[] | null;
                        /**
                         * Format: date
                         * @description local date YYYY-MM-DD
                         */
                        openedOn: string;
                        closedOn: string | null;
                        mergedInto: string | null;
                        /** @description made up for the demo: pages write 演示 beside it */
                        invented: boolean;
                        gridQ: number | null;
                        gridR: number | null;
                        version: number;
                    } & {
                        /** @description all units above, the nearest first */
                        path: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            nameZh: string;
                            nameEn: string;
                        }[];
                        /** @description units one level below that work */
                        children: number;
                        /** @description plaques of the subtree, by level */
                        plaqueRates: {
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                            open: number;
                            planned: number;
                            units: number;
                        }[];
                    };
                };
            };
        };
    };
    getUnitsByIdPosts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            unitId: string;
                            titleZh: string;
                            titleEn: string;
                            /** @description 事业编制 */
                            established: boolean;
                            endedOn: string | null;
                            /** @description newest first */
                            holders: {
                                /** Format: uuid */
                                personId: string;
                                name: string | null;
                                erased: boolean;
                                /**
                                 * Format: date
                                 * @description local date YYYY-MM-DD
                                 */
                                since: string;
                                until: string | null;
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdPosts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    titleZh: string;
                    titleEn: string;
                    established?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        unitId: string;
                        titleZh: string;
                        titleEn: string;
                        /** @description 事业编制 */
                        established: boolean;
                        endedOn: string | null;
                        /** @description newest first */
                        holders: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            erased: boolean;
                            /**
                             * Format: date
                             * @description local date YYYY-MM-DD
                             */
                            since: string;
                            until: string | null;
                        }[];
                    };
                };
            };
        };
    };
    putUnitsByIdPostsByPostIdHolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                postId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    personId: string | null;
                    /**
                     * Format: date
                     * @description today if absent
                     */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        unitId: string;
                        titleZh: string;
                        titleEn: string;
                        /** @description 事业编制 */
                        established: boolean;
                        endedOn: string | null;
                        /** @description newest first */
                        holders: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            erased: boolean;
                            /**
                             * Format: date
                             * @description local date YYYY-MM-DD
                             */
                            since: string;
                            until: string | null;
                        }[];
                    };
                };
            };
        };
    };
    deleteUnitsByIdPostsByPostId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPoliciesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        version: number;
                        /** Format: date-time */
                        effectiveAt: string;
                        body: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    putPoliciesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the whole policy */
                    body: unknown;
                    /**
                     * Format: date-time
                     * @description from when on it holds; at once if absent
                     */
                    effectiveAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        version: number;
                        /** Format: date-time */
                        effectiveAt: string;
                        body: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    getNeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        categories: {
                            /** @description stable; orders and events refer to it */
                            id: string;
                            nameZh: string;
                            nameEn: string;
                            askZh: string;
                            askEn: string;
                            kinds: {
                                /** @description stable; orders and events refer to it */
                                id: string;
                                nameZh: string;
                                nameEn: string;
                                /** @description as a resident would say it; on the phone */
                                askZh: string;
                                askEn: string;
                                /**
                                 * @description what triage suggests; a person decides
                                 * @enum {string}
                                 */
                                nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                                /** @description what it takes; empty: anyone can, or no volunteer goes */
                                skills: string[];
                                /** @description somebody enters a home: only people met in person */
                                homeVisit: boolean;
                                /** @description never fewer than two */
                                twoPersonRule: boolean;
                                /** @description volunteers may be sent at all */
                                volunteerDispatchable: boolean;
                                /**
                                 * @description shown before anything else
                                 * @enum {string}
                                 */
                                callFirst?: "110" | "119" | "120";
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    postPoliciesByNameCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the whole policy */
                    body: unknown;
                    /**
                     * Format: date-time
                     * @description from when on it holds; at once if absent
                     */
                    effectiveAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: {
                            /** @description JSON pointer into the body */
                            field: string;
                            reason: string;
                            value: string;
                        }[];
                    };
                };
            };
        };
    };
    getPoliciesByNameVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            version: number;
                            /** Format: date-time */
                            effectiveAt: string;
                            body: {
                                [key: string]: unknown;
                            };
                            scheduledAt: string | null;
                            actorId: string;
                        }[];
                    };
                };
            };
        };
    };
    getPoliciesByNameShape: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getMap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewNumber: string;
                        /** Format: date-time */
                        loadedAt: string;
                        geojson: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    putMap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 审图号 (地图管理条例): a published map carries it */
                    reviewNumber: string;
                    /** @description properties.code names the unit that a feature bounds */
                    geojson: {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        features: {
                            /** @enum {string} */
                            type: "Feature";
                            properties: {
                                [key: string]: unknown;
                            } | null;
                            geometry: {
                                type: string;
                                coordinates: unknown[];
                            } | null;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviewNumber: string;
                        /** Format: date-time */
                        loadedAt: string;
                        geojson: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    deleteMap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postTreeCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description CSV or JSON */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created: number;
                        changed: number;
                        /** @description of those changed: they stand below another unit, and their orders with them */
                        moved: number;
                        unchanged: number;
                        opening: {
                            row: number;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            /** @enum {string} */
                            level: "city" | "centre" | "institute" | "station" | "point" | "department" | "team";
                        }[];
                        changing: {
                            row: number;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            fields: {
                                field: string;
                                /** @description as a cell of a file has it; null: empty */
                                before: string | null;
                                /** @description as a cell of a file has it; null: empty */
                                after: string | null;
                            }[];
                        }[];
                        errors: {
                            row: number;
                            field: string;
                            /** @description problem code */
                            code: string;
                            /** @description what is wrong and how to mend it, in English; people read the code’s translation */
                            message: string;
                            params: {
                                [key: string]: string | number;
                            };
                        }[];
                        errorCount: number;
                    };
                };
            };
        };
    };
    postTreeImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description CSV or JSON */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created: number;
                        changed: number;
                        /** @description of those changed: they stand below another unit, and their orders with them */
                        moved: number;
                        unchanged: number;
                    };
                };
            };
        };
    };
    postLoginCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description digits, with or without +86, spaces and hyphens */
                    phone: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expiresInSeconds: number;
                        /** @description only in a demo: no message is sent there */
                        demoCode?: string;
                    };
                };
            };
        };
    };
    postLoginPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description digits, with or without +86, spaces and hyphens */
                    phone: string;
                    code: string;
                    name?: string;
                    /** @description true: the privacy notice was shown and agreed to */
                    privacyConsent?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    postLoginPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    password: string;
                    /** @description six digits of the authenticator app */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    postLoginPasskeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for navigator.credentials, as JSON */
                        options: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    postLoginPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as the browser gives it (WebAuthn Level 3, 5.1.8) */
                    signed: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string;
                        };
                        clientExtensionResults: Record<string, never>;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    postLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        erasedAt: string;
                        /** @description what stays after erasure, and why */
                        retained: {
                            /** @enum {string} */
                            what: "service_records" | "petitions" | "history";
                            years: number | null;
                            /** @description the rule that says so */
                            source: string;
                        }[];
                    };
                };
            };
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    language?: "zh-CN" | "en";
                    elderMode?: boolean;
                    homeUnitId?: string | null;
                    birthYear?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        phoneMasked: string | null;
                        username: string | null;
                        /** @enum {string} */
                        language: "zh-CN" | "en";
                        elderMode: boolean;
                        homeUnitId: string | null;
                        birthYear: number | null;
                        /** @description 18 for certain, by the year of birth; false where it is not known */
                        adult: boolean;
                        /** @description as far as this login reaches: a code by phone carries no office */
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        volunteer: {
                            verified: boolean;
                            teams: {
                                /** Format: uuid */
                                teamId: string;
                                leader: boolean;
                            }[];
                        } | null;
                        network: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            demo: boolean;
                        };
                        unread: number;
                        /**
                         * @description how this session was begun
                         * @enum {string}
                         */
                        strength: "code" | "password" | "password_totp" | "passkey";
                        /**
                         * @description needed: roles work once an authenticator app or a passkey is set up, or has been shown
                         * @enum {string}
                         */
                        secondFactor: "none" | "needed" | "set";
                        phoneMove: {
                            phoneMasked: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                            byStaff: boolean;
                        } | null;
                        /** @description whether one is set up */
                        authenticatorApp: boolean;
                        version: number;
                    };
                };
            };
        };
    };
    postMePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description digits, with or without +86, spaces and hyphens */
                    phone: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        movesAt: string | null;
                    };
                };
            };
        };
    };
    deleteMePhoneMove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            strength: "code" | "password" | "password_totp" | "passkey";
                            device: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            lastSeenAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            expiresAt: string;
                            current: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    deleteMeSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description base32, to type by hand; shown once */
                        secret: string;
                        /** @description otpauth://, to show as a QR code */
                        uri: string;
                    };
                };
            };
        };
    };
    deleteMeTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postMeTotpConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description six digits of the authenticator app */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        exportedAt: string;
                        person: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                            phone: string | null;
                            birthYear: number | null;
                            language: string;
                            elderMode: boolean;
                            homeUnitId: string | null;
                            guardianId: string | null;
                            guardianConsentAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            claimedAt: string | null;
                        };
                        username: string | null;
                        movingTo: {
                            phone: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            movesAt: string;
                        } | null;
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            grantedAt: string;
                            endedAt: string | null;
                        }[];
                        consents: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            purpose: "order_for_me" | "volunteer_minor" | "privacy";
                            /** @enum {string} */
                            manner: "tap" | "spoken" | "paper" | "guardian";
                            /** Format: uuid */
                            givenBy: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            givenAt: string;
                            withdrawnAt: string | null;
                        }[];
                        sessions: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            strength: "code" | "password" | "password_totp" | "passkey";
                            device: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            lastSeenAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            expiresAt: string;
                            current: boolean;
                        }[];
                        more: {
                            [key: string]: unknown;
                        };
                        /** @description what stays after erasure, and why */
                        retained: {
                            /** @enum {string} */
                            what: "service_records" | "petitions" | "history";
                            years: number | null;
                            /** @description the rule that says so */
                            source: string;
                        }[];
                    };
                };
            };
        };
    };
    deleteMeConsentsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMePasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            label: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postMePasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what its owner calls it */
                    label: string;
                    /** @description as the browser gives it (WebAuthn Level 3, 5.1.8) */
                    made: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            attestationObject: string;
                            transports?: string[];
                        };
                        clientExtensionResults: Record<string, never>;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    postMePasskeysOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for navigator.credentials, as JSON */
                        options: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    deleteMePasskeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchMePasskeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what its owner calls it */
                    label: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postMeProofOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description either of them; the password only where nothing else is set up */
                        proofs: ("passkey" | "totp" | "password")[];
                        /** @description for navigator.credentials, as JSON */
                        options?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    postMeProof: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as the browser gives it (WebAuthn Level 3, 5.1.8) */
                    signed?: {
                        id: string;
                        rawId: string;
                        /** @enum {string} */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string;
                        };
                        clientExtensionResults: Record<string, never>;
                    };
                    /** @description six digits of the authenticator app */
                    totp?: string;
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPeople: {
        parameters: {
            query?: {
                /** @description how the name begins, or a whole phone number */
                text?: string;
                /** @description who lives by this unit or below it */
                unit?: string;
                /** @description this person alone, where a search by their name would find them */
                person?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                            phoneMasked: string | null;
                            homeUnitId: string | null;
                            minor: boolean;
                            guardianConsented: boolean;
                            username: string | null;
                            grants: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                                /** Format: uuid */
                                unitId: string;
                            }[];
                            /** @description for If-Match */
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description digits, with or without +86, spaces and hyphens */
                    phone?: string;
                    birthYear?: number;
                    /** Format: uuid */
                    homeUnitId?: string;
                    /** @description for staff; administrators only */
                    account?: {
                        /** @description lower case */
                        username: string;
                        password: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string | null;
                        phoneMasked: string | null;
                        homeUnitId: string | null;
                        minor: boolean;
                        guardianConsented: boolean;
                        username: string | null;
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        /** @description for If-Match */
                        version: number;
                    };
                };
            };
        };
    };
    patchPeopleById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    phone?: string | null;
                    birthYear?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string | null;
                        phoneMasked: string | null;
                        homeUnitId: string | null;
                        minor: boolean;
                        guardianConsented: boolean;
                        username: string | null;
                        grants: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                        }[];
                        /** @description for If-Match */
                        version: number;
                    };
                };
            };
        };
    };
    postPeopleByIdGuardian: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description digits, with or without +86, spaces and hyphens */
                    phone: string;
                    /**
                     * @description how the guardian agreed
                     * @enum {string}
                     */
                    manner: "spoken" | "paper";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postPeopleByIdActionsTakeAuthenticators: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "lost" | "stolen" | "broken" | "replaced";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getGrants: {
        parameters: {
            query?: {
                /** @description this unit and all below it; the caller’s own if absent */
                unit?: string;
                person?: string;
                /** @description this unit alone, without what is below it */
                exactly?: boolean;
                /** @description false: without the leaders of teams; with them if absent */
                teams?: boolean;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            grantedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postGrants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    personId: string;
                    /** @enum {string} */
                    role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                    /** Format: uuid */
                    unitId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description true: not given yet, a second administrator must agree; the id is of the wish */
                        waiting: boolean;
                    };
                };
            };
        };
    };
    getGrantsAsked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                            /** Format: uuid */
                            askedBy: string;
                            askedByName: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            askedAt: string;
                            mine: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postGrantsAskedByIdActionsAgree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postGrantsAskedByIdActionsDecline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deleteGrantsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            label: string;
                            /** @enum {string} */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                            /** Format: uuid */
                            unitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    /** @enum {string} */
                    role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian";
                    /** Format: uuid */
                    unitId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string | null;
                    };
                };
            };
        };
    };
    deleteKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getVaultCustody: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unitIds: string[];
                        key: {
                            /** Format: uuid */
                            id: string;
                            publicKey: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            enrolledAt: string;
                        } | null;
                        colleagues: {
                            /** Format: uuid */
                            keyId: string;
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            publicKey: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            enrolledAt: string;
                        }[];
                        recoveryKeys: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            unitId: string;
                            publicKey: string;
                            madeByName: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            madeAt: string;
                            /** @description the caller printed it: somebody else confirms it */
                            mine: boolean;
                            confirmedByName: string | null;
                            usedAt: string | null;
                            /** @description used more than a day ago */
                            spent: boolean;
                        }[];
                    };
                };
            };
        };
    };
    postVaultKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description P-256, raw, 65 bytes, base64 */
                    publicKey: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    postVaultRecoveryKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    unitId: string;
                    /** @description P-256, raw, 65 bytes, base64 */
                    publicKey: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    postVaultRecoveryKeysByIdConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fingerprint: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deleteVaultRecoveryKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getBreaches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description goes up with each change of what is said: what If-Match names */
                            version: number;
                            happenedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            foundAt: string;
                            dataKinds: ("contact" | "identity" | "content" | "account" | "other")[];
                            what: string;
                            cause: string;
                            consequences: string;
                            measuresTaken: string;
                            /** @description what those concerned can do */
                            measuresForPeople: string;
                            contact: string;
                            registeredByName: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            registeredAt: string;
                            /** @description accounts and petitions that it concerns */
                            concerned: number;
                            /** @description of these, those who were not told yet */
                            untold: number;
                            /** @description of these, those who were told before it was changed last, and not since */
                            toldBefore: number;
                            peopleToldAt: string | null;
                            authorityToldAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postBreaches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    happenedAt: string | null;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    foundAt: string;
                    dataKinds: ("contact" | "identity" | "content" | "account" | "other")[];
                    what: string;
                    cause: string;
                    consequences: string;
                    measuresTaken: string;
                    /** @description what those concerned can do */
                    measuresForPeople: string;
                    contact: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    putBreachesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    happenedAt: string | null;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    foundAt: string;
                    dataKinds: ("contact" | "identity" | "content" | "account" | "other")[];
                    what: string;
                    cause: string;
                    consequences: string;
                    measuresTaken: string;
                    /** @description what those concerned can do */
                    measuresForPeople: string;
                    contact: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postBreachesByIdTell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postBreachesByIdTellAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postBreachesByIdAuthority: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeVolunteer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    putMeVolunteer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description home station
                     */
                    unitId: string;
                    placeUnitIds?: string[];
                    longitude?: number | null;
                    latitude?: number | null;
                    languages?: string[];
                    /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                    availability?: string;
                    awayUntil?: string | null;
                    skills?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    putMePersonalMatching: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    on: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        on: boolean;
                    };
                };
            };
        };
    };
    getVolunteers: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
                /** @description a unit: its whole subtree; a team: its members */
                unit?: string;
                /** @description of the policy `skills` */
                skill?: string;
                /** @description beginning of the name */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /** Format: uuid */
                            unitId: string;
                            verified: boolean;
                            adult: boolean;
                            awayUntil: string | null;
                            skills: {
                                /** @description of the policy `skills` */
                                skill: string;
                                /**
                                 * @description claimed: said to exist; verified: somebody has seen the papers
                                 * @enum {string}
                                 */
                                credential: "none" | "claimed" | "verified" | "expired";
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getVolunteersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    postVolunteersByIdActionsVerify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    postVolunteersByIdActionsUnverify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    postVolunteersByIdActionsVerifySkill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the policy `skills` */
                    skill: string;
                    validUntil?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        /**
                         * Format: uuid
                         * @description home station
                         */
                        unitId: string;
                        /** @description where else they like to serve */
                        placeUnitIds: string[];
                        longitude: number | null;
                        latitude: number | null;
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        awayUntil: string | null;
                        /** @description chosen by what is known of them; false: the plain list alone */
                        personalMatching: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        /** @description met in person by a leader or staff */
                        verified: boolean;
                        verifiedAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                            verifiedAt: string | null;
                            validUntil: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            teamId: string;
                            leader: boolean;
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    getTeams: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
                /** @description its whole subtree */
                unit?: string;
                /** @description of the policy `skills` */
                skill?: string;
                /** @description part of the name */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            /**
                             * Format: uuid
                             * @description the unit it belongs to
                             */
                            unitId: string;
                            invented: boolean;
                            closedOn: string | null;
                            skills: string[];
                            languages: string[];
                            /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                            availability: string;
                            radiusMetres: number;
                            members: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getTeamsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        nameZh: string;
                        nameEn: string;
                        /**
                         * Format: uuid
                         * @description the unit it belongs to
                         */
                        unitId: string;
                        invented: boolean;
                        closedOn: string | null;
                        skills: string[];
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        radiusMetres: number;
                        members: number;
                    };
                };
            };
        };
    };
    putTeamsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    skills: string[];
                    languages?: string[];
                    /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                    availability?: string;
                    radiusMetres?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        nameZh: string;
                        nameEn: string;
                        /**
                         * Format: uuid
                         * @description the unit it belongs to
                         */
                        unitId: string;
                        invented: boolean;
                        closedOn: string | null;
                        skills: string[];
                        languages: string[];
                        /** @description one 0 or 1 an hour of the week, Monday 00:00 first, local time */
                        availability: string;
                        radiusMetres: number;
                        members: number;
                    };
                };
            };
        };
    };
    postTeamsByIdMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description members it went to */
                        told: number;
                    };
                };
            };
        };
    };
    getTeamsByIdMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            leader: boolean;
                            verified: boolean;
                            adult: boolean;
                            guardianConsented: boolean;
                            awayUntil: string | null;
                            /** Format: date-time */
                            joinedAt: string;
                            skills: {
                                /** @description of the policy `skills` */
                                skill: string;
                                /**
                                 * @description claimed: said to exist; verified: somebody has seen the papers
                                 * @enum {string}
                                 */
                                credential: "none" | "claimed" | "verified" | "expired";
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    postTeamsByIdMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    personId?: string;
                    phone?: string;
                    /** @enum {string} */
                    role?: "leader" | "member";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        leader: boolean;
                        verified: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        awayUntil: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                        }[];
                    };
                };
            };
        };
    };
    putTeamsByIdMembersByPersonId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "leader" | "member";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        name: string | null;
                        leader: boolean;
                        verified: boolean;
                        adult: boolean;
                        guardianConsented: boolean;
                        awayUntil: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                        skills: {
                            /** @description of the policy `skills` */
                            skill: string;
                            /**
                             * @description claimed: said to exist; verified: somebody has seen the papers
                             * @enum {string}
                             */
                            credential: "none" | "claimed" | "verified" | "expired";
                        }[];
                    };
                };
            };
        };
    };
    deleteTeamsByIdMembersByPersonId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getFiguresSkills: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        items: {
                            skill: string;
                            volunteers: number;
                            teams: number;
                        }[];
                    };
                };
            };
        };
    };
    postTriageSuggest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /**
                     * Format: uuid
                     * @description where its writer lives, if somebody else types; else the caller’s home
                     */
                    writerUnitId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                        kind: string | null;
                        /** @enum {string} */
                        urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                        confidential: boolean;
                        words: string[];
                        /** @description 110, 119, 120, or 12356 for who does not want to live: call before anything else */
                        callFirst: string | null;
                        /** @description the units that the words are about, likeliest first, at most three */
                        places: {
                            /** Format: uuid */
                            unitId: string;
                            /** @description 0 to 1; what is left is for an unknown place */
                            probability: number;
                            /** @description the names that spoke for it; empty: only where its writer lives did */
                            words: string[];
                        }[];
                    };
                };
            };
        };
    };
    postTriageMasking: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        masks: {
                            /** @description first character, counted in UTF-16 units */
                            from: number;
                            /** @description after the last character */
                            to: number;
                            /** @enum {string} */
                            kind: "name" | "phone" | "plate" | "identity" | "account" | "address" | "date";
                            /** @description the words that may stand there instead */
                            replacement: string;
                        }[];
                    };
                };
            };
        };
    };
    getTriageModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            status: "candidate" | "running" | "retired";
                            /** Format: date-time */
                            madeAt: string;
                            /** @description name; null: the program, from the seeds */
                            madeBy: string | null;
                            /** @description corrections it was trained with; it goes on learning while it runs */
                            corrections: number;
                            figures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            };
                            /** @description of the one that ran then, on the same */
                            runningFigures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            } | null;
                            /**
                             * Format: date-time
                             * @description when the figures were measured
                             */
                            triedAt: string;
                            /** @description probability from which on a kind is filled in; above 1: never */
                            decidedFrom: number;
                            promotedAt: string | null;
                            /** @description name; null: the program, or nobody yet */
                            promotedBy: string | null;
                        }[];
                        /** @description to learn from */
                        corrections: number;
                        /** @description kept to compare on */
                        heldBack: number;
                        /** @description sentences of the program’s own that each training learns too */
                        examples: number;
                        /** @description this server trains or tries one now */
                        training: boolean;
                        failedAt: string | null;
                    };
                };
            };
        };
    };
    postTriageModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            status: "candidate" | "running" | "retired";
                            /** Format: date-time */
                            madeAt: string;
                            /** @description name; null: the program, from the seeds */
                            madeBy: string | null;
                            /** @description corrections it was trained with; it goes on learning while it runs */
                            corrections: number;
                            figures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            };
                            /** @description of the one that ran then, on the same */
                            runningFigures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            } | null;
                            /**
                             * Format: date-time
                             * @description when the figures were measured
                             */
                            triedAt: string;
                            /** @description probability from which on a kind is filled in; above 1: never */
                            decidedFrom: number;
                            promotedAt: string | null;
                            /** @description name; null: the program, or nobody yet */
                            promotedBy: string | null;
                        }[];
                        /** @description to learn from */
                        corrections: number;
                        /** @description kept to compare on */
                        heldBack: number;
                        /** @description sentences of the program’s own that each training learns too */
                        examples: number;
                        /** @description this server trains or tries one now */
                        training: boolean;
                        failedAt: string | null;
                    };
                };
            };
        };
    };
    postTriageModelsByIdActionsCompare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            status: "candidate" | "running" | "retired";
                            /** Format: date-time */
                            madeAt: string;
                            /** @description name; null: the program, from the seeds */
                            madeBy: string | null;
                            /** @description corrections it was trained with; it goes on learning while it runs */
                            corrections: number;
                            figures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            };
                            /** @description of the one that ran then, on the same */
                            runningFigures: {
                                /** @description corrections held back that it was tried on */
                                tried: number;
                                kind: number;
                                /** @description share whose kind was among the three likeliest */
                                topThree: number;
                                nature: number;
                                /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                                macroF1: number | null;
                                /** @description share whose kind it was sure enough to fill in */
                                decided: number | null;
                                /** @description share of those that was right */
                                decidedRight: number | null;
                            } | null;
                            /**
                             * Format: date-time
                             * @description when the figures were measured
                             */
                            triedAt: string;
                            /** @description probability from which on a kind is filled in; above 1: never */
                            decidedFrom: number;
                            promotedAt: string | null;
                            /** @description name; null: the program, or nobody yet */
                            promotedBy: string | null;
                        }[];
                        /** @description to learn from */
                        corrections: number;
                        /** @description kept to compare on */
                        heldBack: number;
                        /** @description sentences of the program’s own that each training learns too */
                        examples: number;
                        /** @description this server trains or tries one now */
                        training: boolean;
                        failedAt: string | null;
                    };
                };
            };
        };
    };
    postTriageModelsByIdActionsPromote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        status: "candidate" | "running" | "retired";
                        /** Format: date-time */
                        madeAt: string;
                        /** @description name; null: the program, from the seeds */
                        madeBy: string | null;
                        /** @description corrections it was trained with; it goes on learning while it runs */
                        corrections: number;
                        figures: {
                            /** @description corrections held back that it was tried on */
                            tried: number;
                            kind: number;
                            /** @description share whose kind was among the three likeliest */
                            topThree: number;
                            nature: number;
                            /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                            macroF1: number | null;
                            /** @description share whose kind it was sure enough to fill in */
                            decided: number | null;
                            /** @description share of those that was right */
                            decidedRight: number | null;
                        };
                        /** @description of the one that ran then, on the same */
                        runningFigures: {
                            /** @description corrections held back that it was tried on */
                            tried: number;
                            kind: number;
                            /** @description share whose kind was among the three likeliest */
                            topThree: number;
                            nature: number;
                            /** @description mean F1 over the kinds that were right or said; null: tried before it was measured */
                            macroF1: number | null;
                            /** @description share whose kind it was sure enough to fill in */
                            decided: number | null;
                            /** @description share of those that was right */
                            decidedRight: number | null;
                        } | null;
                        /**
                         * Format: date-time
                         * @description when the figures were measured
                         */
                        triedAt: string;
                        /** @description probability from which on a kind is filled in; above 1: never */
                        decidedFrom: number;
                        promotedAt: string | null;
                        /** @description name; null: the program, or nobody yet */
                        promotedBy: string | null;
                    };
                };
            };
        };
    };
    getOrders: {
        parameters: {
            query?: {
                /** @description id of a unit: its whole subtree; the caller’s own if absent */
                unit?: string;
                status?: ("submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn")[];
                /** @description id of a unit: only where help is wanted in its subtree */
                place?: string;
                nature?: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                /** @description category or kind of the needs taxonomy */
                category?: string;
                urgency?: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                /** @description words, a number, or the last four digits of a phone */
                text?: string;
                /** @description UTC */
                from?: string;
                /** @description UTC */
                to?: string;
                /** @description only the petition clerks’ queue, or only the rest */
                confidential?: boolean;
                /** @description true: only what a unit owns or supervises at which the caller has a desk */
                mine?: boolean;
                /** @description true: only what has run out of its time, or was escalated */
                late?: boolean;
                cursor?: string;
                limit?: number;
                /** @description newest first, or the nearest clock first */
                order?: "newest" | "due";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description what people say on the phone */
                            number: string;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** @enum {string|null} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            confidential: boolean;
                            text: string | null;
                            /** @description the owner */
                            unitId: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            submittedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            statusSince: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            warnAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            escalations: number;
                            /** Format: uuid */
                            supervisedBy: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            places: number;
                            /** @description how many have accepted */
                            assigned: number;
                            homeVisit: boolean;
                            reopened: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            earliestAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            latestAt: string | null;
                            wish: string | null;
                            outcome: string | null;
                            historical: boolean;
                            likes: number;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what is wished, in the resident’s words */
                    text: string;
                    /** @description kind of the needs taxonomy, if the resident chose one */
                    kind?: string;
                    /**
                     * Format: uuid
                     * @description station where help is wanted; the home station if absent
                     */
                    placeUnitId?: string;
                    /** @description door and stairs */
                    place?: string;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    earliestAt?: string;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    latestAt?: string;
                    /** @description when, in words */
                    wish?: string;
                    /** @description how many people it takes */
                    places?: number;
                    photoIds?: string[];
                    onBehalfOf?: {
                        name: string;
                        /** @description they can claim the order with it later */
                        phone?: string;
                        /** @enum {string} */
                        relation: "parent" | "child" | "spouse" | "neighbour" | "caller" | "walk_in" | "other";
                        /**
                         * @description how they agreed to it
                         * @enum {string}
                         */
                        consent: "spoken" | "paper" | "guardian";
                    };
                    /** @description the resident asks for confidence */
                    confidential?: boolean;
                    /** @description follow what neighbours said of the same public place instead of an order of one’s own; without such it is sent like any other */
                    follow?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description what people say on the phone */
                        number: string;
                        /** @enum {string} */
                        status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                        /** @enum {string|null} */
                        nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                        kind: string | null;
                        /** @enum {string|null} */
                        urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                        confidential: boolean;
                        text: string | null;
                        /** @description the owner */
                        unitId: string;
                        /** Format: uuid */
                        placeUnitId: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        statusSince: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        warnAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        dueAt: string | null;
                        escalations: number;
                        /** Format: uuid */
                        supervisedBy: string | null;
                        /** Format: uuid */
                        teamId: string | null;
                        places: number;
                        /** @description how many have accepted */
                        assigned: number;
                        homeVisit: boolean;
                        reopened: number;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        earliestAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        latestAt: string | null;
                        wish: string | null;
                        outcome: string | null;
                        historical: boolean;
                        likes: number;
                        version: number;
                    } & {
                        /** @description 110, 119 or 120: the number to call at once */
                        callFirst: string | null;
                    };
                };
            };
        };
    };
    getOrdersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description what people say on the phone */
                        number: string;
                        /** @enum {string} */
                        status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                        /** @enum {string|null} */
                        nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                        kind: string | null;
                        /** @enum {string|null} */
                        urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                        confidential: boolean;
                        text: string | null;
                        /** @description the owner */
                        unitId: string;
                        /** Format: uuid */
                        placeUnitId: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        statusSince: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        warnAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        dueAt: string | null;
                        escalations: number;
                        /** Format: uuid */
                        supervisedBy: string | null;
                        /** Format: uuid */
                        teamId: string | null;
                        places: number;
                        /** @description how many have accepted */
                        assigned: number;
                        homeVisit: boolean;
                        reopened: number;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        earliestAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        latestAt: string | null;
                        wish: string | null;
                        outcome: string | null;
                        historical: boolean;
                        likes: number;
                        version: number;
                    } & {
                        place: string | null;
                        requesterName: string | null;
                        placedByName: string | null;
                        /** @description phone numbers may be shown to the caller now, by POST …/contact */
                        contactAvailable: boolean;
                        /** @description the caller asked for it, or it is for them */
                        mine: boolean;
                        /** @description the caller asked for it for somebody else */
                        forOther: boolean;
                        /** @description whoever asked has no account, so nobody is told; to its clerks and to them */
                        byReceipt: boolean;
                        photoIds: string[];
                        offers: {
                            /** Format: uuid */
                            teamId: string | null;
                            /** Format: uuid */
                            personId: string | null;
                            name: string | null;
                            /** @enum {string} */
                            status: "open" | "accepted" | "declined" | "lapsed" | "withdrawn";
                            round: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            offeredAt: string;
                        }[];
                        assignments: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            /** @enum {string} */
                            status: "accepted" | "in_service" | "served" | "returned" | "released";
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            acceptedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            startedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            finishedAt: string | null;
                        }[];
                        words: {
                            /** @enum {string} */
                            kind: "answer" | "note" | "review" | "reason" | "instruction" | "masked" | "objection" | "decision" | "notice" | "question" | "response" | "extension" | "reply" | "appeal" | "conclusion" | "receipt";
                            words: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @description name, where the caller may see it */
                            by: string | null;
                        }[];
                        reviews: {
                            stars: number;
                            solved: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                        }[];
                        /** Format: uuid */
                        mergedInto: string | null;
                        mergedFrom: string[];
                        /** Format: uuid */
                        splitFrom: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        completeBy: string | null;
                        suggestion: {
                            /** @enum {string} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                            kind: string | null;
                            /** @enum {string} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                            confidential: boolean;
                            /** @description the words that spoke for it */
                            words: string[];
                            /** @description the kind passed the threshold fixed in training; never for what a person must confirm */
                            sure: boolean;
                            likely: {
                                kinds: {
                                    label: string;
                                    probability: number;
                                }[];
                                categories: {
                                    label: string;
                                    probability: number;
                                }[];
                                natures: {
                                    label: string;
                                    probability: number;
                                }[];
                                urgencies: {
                                    label: string;
                                    probability: number;
                                }[];
                            } | null;
                            /** @description the units that the words are about, likeliest first, at most three */
                            places: {
                                /** Format: uuid */
                                unitId: string;
                                /** @description 0 to 1; what is left is for an unknown place */
                                probability: number;
                                /** @description the names that spoke for it; empty: only where its writer lives did */
                                words: string[];
                            }[];
                        } | null;
                        /** @description 110, 119 or 120: the number to call at once */
                        callFirst: string | null;
                        complained: {
                            unitIds: string[];
                            people: {
                                /** Format: uuid */
                                id: string;
                                name: string | null;
                            }[];
                        } | null;
                        petition: {
                            /** Format: uuid */
                            departmentId: string | null;
                            forwards: number;
                            /** @description how often a department said "not ours" */
                            objections: number;
                            /** @description no further objection */
                            binding: boolean;
                            /** @description a clerk has confirmed what the department may read */
                            masked: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            forwardedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            signedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            admittedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            repliedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            objectBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            noticeBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            resolveBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            reconsiderBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            concludeBy: string | null;
                            extensionDays: number;
                            /** @description days asked for and not yet decided */
                            extensionAsked: number;
                            /** @description the named approver */
                            extensionGrantedByName: string | null;
                            disputes: number;
                            /** @description 1 reconsideration, 2 final reconsideration */
                            stage: number;
                            questionOpen: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            instructionDueBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            reportedBackAt: string | null;
                            /** @description question and answer may be published */
                            consented: boolean;
                            door: string | null;
                            hotlineNumber: string | null;
                            /** @enum {string|null} */
                            hotlineDirection: "from" | "to" | null;
                        } | null;
                        actions: {
                            /** @enum {string} */
                            name: "change" | "withdraw" | "review" | "respond" | "ask_reconsideration" | "consent_publication" | "triage" | "answer" | "dispatch" | "widen" | "recall" | "merge" | "unmerge" | "split" | "hand_over" | "supervise" | "confirm_safe" | "forward" | "decide_objection" | "decide_extension" | "conclude" | "show_door" | "note_hotline" | "sign_for" | "object" | "admit" | "ask" | "ask_extension" | "reply" | "report_back" | "accept" | "assign" | "decline" | "return" | "start" | "finish" | "warn" | "expire";
                            allowed: boolean;
                            reason: string | null;
                        }[];
                    };
                };
            };
        };
    };
    getOrdersByIdRow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description what people say on the phone */
                        number: string;
                        /** @enum {string} */
                        status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                        /** @enum {string|null} */
                        nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                        kind: string | null;
                        /** @enum {string|null} */
                        urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                        confidential: boolean;
                        text: string | null;
                        /** @description the owner */
                        unitId: string;
                        /** Format: uuid */
                        placeUnitId: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        statusSince: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        warnAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        dueAt: string | null;
                        escalations: number;
                        /** Format: uuid */
                        supervisedBy: string | null;
                        /** Format: uuid */
                        teamId: string | null;
                        places: number;
                        /** @description how many have accepted */
                        assigned: number;
                        homeVisit: boolean;
                        reopened: number;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        earliestAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        latestAt: string | null;
                        wish: string | null;
                        outcome: string | null;
                        historical: boolean;
                        likes: number;
                        version: number;
                    };
                };
            };
        };
    };
    postOrdersByIdActionsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: "change" | "withdraw" | "review" | "respond" | "ask_reconsideration" | "consent_publication" | "triage" | "answer" | "dispatch" | "widen" | "recall" | "merge" | "unmerge" | "split" | "hand_over" | "supervise" | "confirm_safe" | "forward" | "decide_objection" | "decide_extension" | "conclude" | "show_door" | "note_hotline" | "sign_for" | "object" | "admit" | "ask" | "ask_extension" | "reply" | "report_back" | "accept" | "assign" | "decline" | "return" | "start" | "finish";
            };
            cookie?: never;
        };
        /** @description what the action takes: see the shape of its name */
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    place?: string;
                    wish?: string;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    earliestAt?: string;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    latestAt?: string;
                    reason?: string;
                    stars?: number;
                    solved?: boolean;
                    words?: string;
                    /** @enum {string} */
                    nature?: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                    /** @description needed for a public service */
                    kind?: string;
                    /** @enum {string} */
                    urgency?: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                    /** @description the second is for the petition clerks, or for everybody; as the first if absent */
                    confidential?: boolean;
                    places?: number;
                    /** Format: uuid */
                    teamId?: string;
                    personIds?: string[];
                    /** @description somebody else than the first was chosen */
                    instead?: {
                        /**
                         * Format: uuid
                         * @description the person or team that was proposed first
                         */
                        firstId: string;
                        /** @description where the one chosen stood */
                        place: number;
                    };
                    /** Format: uuid */
                    into?: string;
                    /** Format: uuid */
                    unitId?: string;
                    /**
                     * Format: date-time
                     * @description petitions: until when the instruction is to be answered
                     */
                    by?: string;
                    /** @description spoken with the person, or with who went there */
                    reached?: boolean;
                    /**
                     * Format: date-time
                     * @description UTC
                     */
                    at?: string;
                    note?: string;
                    given?: boolean;
                    /**
                     * Format: uuid
                     * @description the other one; needed when upheld
                     */
                    departmentId?: string;
                    /** @description the reply stands; else the department handles it anew */
                    upheld?: boolean;
                    granted?: boolean;
                    /** @description of the policy on petitions */
                    door?: string;
                    /** @description its number at the city’s 12345 line */
                    hotlineNumber?: string;
                    /**
                     * @description it came from there, or was handed over to there
                     * @enum {string}
                     */
                    direction?: "from" | "to";
                    days?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description what people say on the phone */
                        number: string;
                        /** @enum {string} */
                        status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                        /** @enum {string|null} */
                        nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                        kind: string | null;
                        /** @enum {string|null} */
                        urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                        confidential: boolean;
                        text: string | null;
                        /** @description the owner */
                        unitId: string;
                        /** Format: uuid */
                        placeUnitId: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        statusSince: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        warnAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        dueAt: string | null;
                        escalations: number;
                        /** Format: uuid */
                        supervisedBy: string | null;
                        /** Format: uuid */
                        teamId: string | null;
                        places: number;
                        /** @description how many have accepted */
                        assigned: number;
                        homeVisit: boolean;
                        reopened: number;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        earliestAt: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        latestAt: string | null;
                        wish: string | null;
                        outcome: string | null;
                        historical: boolean;
                        likes: number;
                        version: number;
                    } & {
                        place: string | null;
                        requesterName: string | null;
                        placedByName: string | null;
                        /** @description phone numbers may be shown to the caller now, by POST …/contact */
                        contactAvailable: boolean;
                        /** @description the caller asked for it, or it is for them */
                        mine: boolean;
                        /** @description the caller asked for it for somebody else */
                        forOther: boolean;
                        /** @description whoever asked has no account, so nobody is told; to its clerks and to them */
                        byReceipt: boolean;
                        photoIds: string[];
                        offers: {
                            /** Format: uuid */
                            teamId: string | null;
                            /** Format: uuid */
                            personId: string | null;
                            name: string | null;
                            /** @enum {string} */
                            status: "open" | "accepted" | "declined" | "lapsed" | "withdrawn";
                            round: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            offeredAt: string;
                        }[];
                        assignments: {
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            /** @enum {string} */
                            status: "accepted" | "in_service" | "served" | "returned" | "released";
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            acceptedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            startedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            finishedAt: string | null;
                        }[];
                        words: {
                            /** @enum {string} */
                            kind: "answer" | "note" | "review" | "reason" | "instruction" | "masked" | "objection" | "decision" | "notice" | "question" | "response" | "extension" | "reply" | "appeal" | "conclusion" | "receipt";
                            words: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @description name, where the caller may see it */
                            by: string | null;
                        }[];
                        reviews: {
                            stars: number;
                            solved: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                        }[];
                        /** Format: uuid */
                        mergedInto: string | null;
                        mergedFrom: string[];
                        /** Format: uuid */
                        splitFrom: string | null;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        completeBy: string | null;
                        suggestion: {
                            /** @enum {string} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                            kind: string | null;
                            /** @enum {string} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                            confidential: boolean;
                            /** @description the words that spoke for it */
                            words: string[];
                            /** @description the kind passed the threshold fixed in training; never for what a person must confirm */
                            sure: boolean;
                            likely: {
                                kinds: {
                                    label: string;
                                    probability: number;
                                }[];
                                categories: {
                                    label: string;
                                    probability: number;
                                }[];
                                natures: {
                                    label: string;
                                    probability: number;
                                }[];
                                urgencies: {
                                    label: string;
                                    probability: number;
                                }[];
                            } | null;
                            /** @description the units that the words are about, likeliest first, at most three */
                            places: {
                                /** Format: uuid */
                                unitId: string;
                                /** @description 0 to 1; what is left is for an unknown place */
                                probability: number;
                                /** @description the names that spoke for it; empty: only where its writer lives did */
                                words: string[];
                            }[];
                        } | null;
                        /** @description 110, 119 or 120: the number to call at once */
                        callFirst: string | null;
                        complained: {
                            unitIds: string[];
                            people: {
                                /** Format: uuid */
                                id: string;
                                name: string | null;
                            }[];
                        } | null;
                        petition: {
                            /** Format: uuid */
                            departmentId: string | null;
                            forwards: number;
                            /** @description how often a department said "not ours" */
                            objections: number;
                            /** @description no further objection */
                            binding: boolean;
                            /** @description a clerk has confirmed what the department may read */
                            masked: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            forwardedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            signedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            admittedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            repliedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            objectBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            noticeBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            resolveBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            reconsiderBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            concludeBy: string | null;
                            extensionDays: number;
                            /** @description days asked for and not yet decided */
                            extensionAsked: number;
                            /** @description the named approver */
                            extensionGrantedByName: string | null;
                            disputes: number;
                            /** @description 1 reconsideration, 2 final reconsideration */
                            stage: number;
                            questionOpen: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            instructionDueBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            reportedBackAt: string | null;
                            /** @description question and answer may be published */
                            consented: boolean;
                            door: string | null;
                            hotlineNumber: string | null;
                            /** @enum {string|null} */
                            hotlineDirection: "from" | "to" | null;
                        } | null;
                        actions: {
                            /** @enum {string} */
                            name: "change" | "withdraw" | "review" | "respond" | "ask_reconsideration" | "consent_publication" | "triage" | "answer" | "dispatch" | "widen" | "recall" | "merge" | "unmerge" | "split" | "hand_over" | "supervise" | "confirm_safe" | "forward" | "decide_objection" | "decide_extension" | "conclude" | "show_door" | "note_hotline" | "sign_for" | "object" | "admit" | "ask" | "ask_extension" | "reply" | "report_back" | "accept" | "assign" | "decline" | "return" | "start" | "finish" | "warn" | "expire";
                            allowed: boolean;
                            reason: string | null;
                        }[];
                    };
                };
            };
        };
    };
    putOrdersByIdComplainedOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unitIds: string[];
                    personIds: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrdersByIdComplainedOfMembers: {
        parameters: {
            query: {
                unit: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getOrdersByIdEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @description `orders.…` */
                            kind: string;
                            /** @description name or role of who did it, where the caller may see it */
                            by: string | null;
                            /** @enum {string|null} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn" | null;
                            /** Format: uuid */
                            unitId: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getPeopleByIdSight: {
        parameters: {
            query: {
                /** @description the number of an order */
                order: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        orderId: string;
                        /** @description a petition or complaint: whether it is their own is not told, and was not looked at */
                        confidential: boolean;
                        /**
                         * @description how much of it they see; null: it is not there for them
                         * @enum {string|null}
                         */
                        view: "whole" | "masked" | "service" | "offer" | "typed" | "receipt" | "states" | null;
                        /** @description all that let them see it, or all that keep it from them */
                        grounds: {
                            /** @enum {string} */
                            ground: "requester" | "placer" | "role" | "department" | "serving" | "offered" | "team_offered" | "typed" | "served" | "follower" | "team_led" | "complained_of" | "role_complained_of" | "post_complained_of" | "sealed" | "unmarked" | "asked_before" | "elsewhere" | "other_role" | "nothing";
                            /**
                             * @description the role that it rests on, where it is one
                             * @enum {string|null}
                             */
                            role: "administrator" | "dispatcher" | "petition_clerk" | "team_leader" | "department_officer" | "observer" | "auditor" | "custodian" | null;
                            /**
                             * Format: uuid
                             * @description where that role is, or the team
                             */
                            unitId: string | null;
                        }[];
                    };
                };
            };
        };
    };
    putOrdersByIdPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    doing: "looking" | "writing" | "gone";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        others: {
                            name: string | null;
                            /** @enum {string} */
                            doing: "looking" | "writing";
                        }[];
                    };
                };
            };
        };
    };
    postOrdersByIdContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            personId: string;
                            /** @enum {string} */
                            part: "requester" | "placed_by" | "volunteer";
                            name: string | null;
                            phone: string | null;
                            /** @description the number stands for theirs: both ring through, neither learns the other’s */
                            masked: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getOrdersCount: {
        parameters: {
            query?: {
                /** @description id of a unit: its whole subtree; the caller’s own if absent */
                unit?: string;
                status?: ("submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn")[];
                /** @description id of a unit: only where help is wanted in its subtree */
                place?: string;
                nature?: "public_service" | "petition" | "complaint" | "consultation" | "emergency";
                /** @description category or kind of the needs taxonomy */
                category?: string;
                urgency?: "critical" | "urgent" | "priority" | "normal" | "scheduled";
                /** @description UTC */
                from?: string;
                /** @description UTC */
                to?: string;
                /** @description only the petition clerks’ queue, or only the rest */
                confidential?: boolean;
                /** @description true: only what a unit owns or supervises at which the caller has a desk */
                mine?: boolean;
                /** @description true: only what has run out of its time, or was escalated */
                late?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description counted up to 1,000 */
                        count: number;
                        /** @description there are more than were counted */
                        more: boolean;
                    };
                };
            };
        };
    };
    getOrdersCallers: {
        parameters: {
            query: {
                tail: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /** @description the door; empty when none was said */
                            place: string;
                            last: {
                                /** Format: uuid */
                                id: string;
                                /** @description what people say on the phone */
                                number: string;
                                /** @enum {string} */
                                status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                                /** @enum {string|null} */
                                nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                                kind: string | null;
                                /** @enum {string|null} */
                                urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                                confidential: boolean;
                                text: string | null;
                                /** @description the owner */
                                unitId: string;
                                /** Format: uuid */
                                placeUnitId: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                submittedAt: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                statusSince: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                warnAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                dueAt: string | null;
                                escalations: number;
                                /** Format: uuid */
                                supervisedBy: string | null;
                                /** Format: uuid */
                                teamId: string | null;
                                places: number;
                                /** @description how many have accepted */
                                assigned: number;
                                homeVisit: boolean;
                                reopened: number;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                earliestAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                latestAt: string | null;
                                wish: string | null;
                                outcome: string | null;
                                historical: boolean;
                                likes: number;
                                version: number;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getMeOrders: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description what people say on the phone */
                            number: string;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** @enum {string|null} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            confidential: boolean;
                            text: string | null;
                            /** @description the owner */
                            unitId: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            submittedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            statusSince: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            warnAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            escalations: number;
                            /** Format: uuid */
                            supervisedBy: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            places: number;
                            /** @description how many have accepted */
                            assigned: number;
                            homeVisit: boolean;
                            reopened: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            earliestAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            latestAt: string | null;
                            wish: string | null;
                            outcome: string | null;
                            historical: boolean;
                            likes: number;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getMeOffers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            orderId: string;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            /** Format: uuid */
                            placeUnitId: string;
                            /** @description to the middle of the community, rounded to 100 m */
                            distanceMetres: number | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            earliestAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            latestAt: string | null;
                            wish: string | null;
                            places: number;
                            placesLeft: number;
                            homeVisit: boolean;
                            twoPersonRule: boolean;
                            /** Format: uuid */
                            teamId: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            offeredAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            /** @description overlaps something already accepted */
                            conflict: boolean;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getMeTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description what people say on the phone */
                            number: string;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** @enum {string|null} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            confidential: boolean;
                            text: string | null;
                            /** @description the owner */
                            unitId: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            submittedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            statusSince: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            warnAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            escalations: number;
                            /** Format: uuid */
                            supervisedBy: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            places: number;
                            /** @description how many have accepted */
                            assigned: number;
                            homeVisit: boolean;
                            reopened: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            earliestAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            latestAt: string | null;
                            wish: string | null;
                            outcome: string | null;
                            historical: boolean;
                            likes: number;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getTeamsByIdOrders: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
                /** @description what still asks something of the team, or what does not any more; both if absent */
                part?: "ongoing" | "past";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description what people say on the phone */
                            number: string;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** @enum {string|null} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            confidential: boolean;
                            text: string | null;
                            /** @description the owner */
                            unitId: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            submittedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            statusSince: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            warnAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            escalations: number;
                            /** Format: uuid */
                            supervisedBy: string | null;
                            /** Format: uuid */
                            teamId: string | null;
                            places: number;
                            /** @description how many have accepted */
                            assigned: number;
                            homeVisit: boolean;
                            reopened: number;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            earliestAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            latestAt: string | null;
                            wish: string | null;
                            outcome: string | null;
                            historical: boolean;
                            likes: number;
                            version: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getFigures: {
        parameters: {
            query?: {
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        at: string;
                        /** Format: uuid */
                        unitId: string;
                        submittedToday: number;
                        submittedSameDayLastWeek: number;
                        byStatus: {
                            [key: string]: number;
                        };
                        /** @description open petitions and complaints, in whole fives; in none of the other figures */
                        petitions: number;
                        /** @description submitted or triaged, not yet with anybody */
                        waiting: number;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        longestWaitingSince: string | null;
                        /** @description open, and a clock of theirs has run out, whoever took them since */
                        late: number;
                        inService: number;
                        volunteersOut: number;
                        reviewedToday: number;
                        satisfiedToday: number;
                        /** @description open orders that somebody has taken on */
                        owned: number;
                        open: number;
                        /** @description the units one level below */
                        byUnit: {
                            /** Format: uuid */
                            unitId: string;
                            open: number;
                            waiting: number;
                            byStatus: {
                                [key: string]: number;
                            };
                            late: number;
                            lateByStatus: {
                                [key: string]: number;
                            };
                        }[];
                        /** @description ten of them: the late ones first, then those whose clock ends next; no confidential ones */
                        latest: {
                            /** Format: uuid */
                            orderId: string;
                            kind: string | null;
                            /** Format: uuid */
                            placeUnitId: string;
                            /** Format: uuid */
                            unitId: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** Format: uuid */
                            supervisedBy: string | null;
                            /** @description counted in `late` */
                            late: boolean;
                        }[];
                    };
                };
            };
        };
    };
    getFiguresKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        at: string;
                        items: {
                            kind: string;
                            orders: number;
                            open: number;
                            /** @description null below five: so few are not told */
                            confidential: number | null;
                        }[];
                    };
                };
            };
        };
    };
    getPetitions: {
        parameters: {
            query?: {
                /** @description a unit of the clerks, or the officer’s own department */
                unit?: string;
                clock?: "forward" | "notice" | "resolve" | "confirm" | "reconsideration" | "ended";
                /** @description true: only what is out of its time, or was escalated */
                late?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                            /** @enum {string|null} */
                            nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                            kind: string | null;
                            /** @enum {string|null} */
                            urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                            /** @description the beginning of what the department reads; null until it is confirmed */
                            masked: string | null;
                            /** Format: uuid */
                            unitId: string;
                            /** Format: uuid */
                            departmentId: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            submittedAt: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            statusSince: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            warnAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            dueAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            noticeBy: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            resolveBy: string | null;
                            objections: number;
                            disputes: number;
                            extensionAsked: number;
                            questionOpen: boolean;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            instructionDueBy: string | null;
                            escalations: number;
                            outcome: string | null;
                            historical: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getPetitionsReport: {
        parameters: {
            query?: {
                unit?: string;
                /** @description YYYY-MM; two months before the last */
                from?: string;
                /** @description YYYY-MM, itself included; the running one */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        unitId: string;
                        /** @description YYYY-MM in the network’s zone, itself included */
                        from: string;
                        /** @description YYYY-MM in the network’s zone, itself included */
                        to: string;
                        /** @description those with five or more, by how many they received */
                        departments: {
                            /** Format: uuid */
                            departmentId: string;
                            /** @description in whole fives: what is over is left out */
                            received: number;
                            /** @description in whole fives: what is over is left out */
                            replied: number;
                            /** @description in whole fives: what is over is left out */
                            onTime: number;
                            /** @description in whole fives: what is over is left out */
                            disputed: number;
                            /** @description in whole fives: what is over is left out */
                            reopened: number;
                            /** @description from forwarding to the reply, of five replies or more */
                            medianDays: number | null;
                        }[];
                    };
                };
            };
        };
    };
    getPetitionsHotline: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description false: the clerk calls it and notes the number by hand */
                        provider: boolean;
                    };
                };
            };
        };
    };
    postOrdersByIdHotline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrdersByIdPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consented: boolean;
                        published: boolean;
                        question: string | null;
                        answer: string | null;
                        /** @description another one after each publication; 0 while nothing is published */
                        version: number;
                    };
                };
            };
        };
    };
    putOrdersByIdPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    question: string;
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deleteOrdersByIdPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getAnswers: {
        parameters: {
            query?: {
                kind?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description of the publication; it leads back to nothing
                             */
                            id: string;
                            kind: string | null;
                            /** Format: uuid */
                            departmentId: string | null;
                            question: string;
                            answer: string;
                            /** @description YYYY-MM in which it was published */
                            month: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description what happened, in their own words */
                    text: string;
                    /**
                     * Format: uuid
                     * @description community where it happened
                     */
                    placeUnitId: string;
                    /** @description where exactly; sealed */
                    place?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        /** @description shown this once; null when it was sent again after the code had been used */
                        code: string | null;
                        /** @description 110, 119 or 120: the number to call at once */
                        callFirst: string | null;
                    };
                };
            };
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    postMeReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 24 digits; blanks and hyphens do not matter */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    postOrdersNeighbours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** Format: uuid */
                    placeUnitId: string;
                    kind?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description false also where the matter is nobody else’s */
                        said: boolean;
                        /** @description null: none, or under five */
                        households: number | null;
                        /** @description the earliest of them; null as households */
                        since: string | null;
                    };
                };
            };
        };
    };
    getOrdersByIdNear: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @description the first 80 characters, masked */
                            text: string;
                            status: string;
                            /** Format: uuid */
                            placeUnitId: string;
                            /** Format: date-time */
                            submittedAt: string;
                            /** @description 0 to 1 */
                            likeness: number;
                        }[];
                    };
                };
            };
        };
    };
    getTopics: {
        parameters: {
            query: {
                unit: string;
                /** @description how far back; 90 if absent */
                days?: 7 | 30 | 90 | 365;
                /** @description in the topic or one of its cases */
                text?: string;
                /** @description the order; if absent the better of two places, by messages and by likes */
                by?: "messages" | "likes" | "recent";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        /** Format: uuid */
                        unitId: string;
                        days: number;
                        /** @description messages that were read, the newest first */
                        read: number;
                        /** @description of open orders, for dispatchers and administrators */
                        items: {
                            topic: string;
                            messages: number;
                            /** @description said the same by a tap; never added to messages */
                            likes: number;
                            /** @description messages of the last seven days */
                            recent: number;
                            /** @description messages a week over the four weeks before */
                            usual: number;
                            /** @description grows faster than chance */
                            alarm: boolean;
                            /** Format: date-time */
                            first: string;
                            /** Format: date-time */
                            last: string;
                            cases: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @description the first 80 characters, masked */
                                text: string;
                                status: string;
                                /** Format: uuid */
                                placeUnitId: string;
                                /** Format: date-time */
                                submittedAt: string;
                            }[];
                        }[];
                        /** @description for petition clerks */
                        petitions: {
                            /** @description masked */
                            topic: string;
                            households: number;
                            messages: number;
                            /** @description of the last seven days; null: one to four, or all but so few */
                            recent: number | null;
                            /** @description grows faster than chance */
                            alarm: boolean;
                            /** Format: date-time */
                            first: string;
                            /** Format: date-time */
                            last: string;
                        }[];
                    };
                };
            };
        };
    };
    postTopicsVerdicts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    one: string[];
                    other: string[];
                    /**
                     * @description nothing: what was said is taken back
                     * @enum {string}
                     */
                    verdict: "one_topic" | "two_topics" | "nothing";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getPhotosById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    getStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getVaultOpenings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            reason: string;
                            proposedByName: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            proposedAt: string;
                            mine: boolean;
                            /** @description false: the proposer’s browser has not handed their share over, to anybody */
                            handedOver: boolean;
                            /** @description the proposer’s share has reached the key that the caller has now */
                            handed: boolean;
                            /** @description recovery keys that the share has reached, and that may stand in now */
                            recoveryKeyIds: string[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postVaultOpenings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the number of the petition */
                    number: string;
                    /** @description told to the petitioner */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        networkId: string;
                        /** Format: uuid */
                        subjectId: string;
                        version: number;
                        /** Format: uuid */
                        keyId: string;
                        share: {
                            ephemeral: string;
                            sealed: string;
                        };
                        others: {
                            /** Format: uuid */
                            keyId: string;
                            name: string | null;
                            publicKey: string;
                        }[];
                    };
                };
            };
        };
    };
    putVaultOpeningsByIdShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    shares: {
                        /** Format: uuid */
                        keyId: string;
                        ephemeral: string;
                        sealed: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postVaultOpeningsByIdAgree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    recoveryKeyId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        networkId: string;
                        /** Format: uuid */
                        subjectId: string;
                        version: number;
                        /** Format: uuid */
                        keyId: string;
                        share: {
                            ephemeral: string;
                            sealed: string;
                        };
                        /** Format: uuid */
                        otherKeyId: string;
                        handed: {
                            ephemeral: string;
                            sealed: string;
                        };
                        wrapped: string;
                        identity: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        closesAt: string;
                        /** @description who sees it, whom with, and when: to be laid over what is shown */
                        watermark: string;
                    };
                };
            };
        };
    };
    postVaultOpeningsByIdRefuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrdersByIdLooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            at: string;
                            /** @enum {string} */
                            what: "content" | "identity";
                            /** @description who looked: one, or two custodians together */
                            names: string[];
                            reason: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postBreachesByIdConcerned: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    numbers?: string[];
                    lookedAtBy?: {
                        /** Format: uuid */
                        actorId: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        from: string;
                        /**
                         * Format: date-time
                         * @description UTC
                         */
                        to: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description a number that no order has counts like one of a petition */
                        added: number;
                        /** @description what cannot be the number of an order */
                        unknown: string[];
                    };
                };
            };
        };
    };
    getMeBreaches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            happenedAt: string | null;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            foundAt: string;
                            dataKinds: ("contact" | "identity" | "content" | "account" | "other")[];
                            what: string;
                            cause: string;
                            consequences: string;
                            measuresTaken: string;
                            /** @description what those concerned can do */
                            measuresForPeople: string;
                            contact: string;
                            /**
                             * Format: date-time
                             * @description UTC
                             */
                            toldAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getOrdersByIdCandidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        /** @description how old the index was that was asked */
                        ageSeconds: number;
                        /** @description at most 30 */
                        items: {
                            teamId: string | null;
                            personId: string | null;
                            name: string;
                            distanceMetres: number | null;
                            /** @description the sum of its terms */
                            score: number;
                            terms: {
                                /** @enum {string} */
                                name: "distance" | "skill" | "availability" | "language" | "reviews" | "keptPromises" | "load" | "preference";
                                /** @description one point is worth one metre of way */
                                points: number;
                            }[];
                            skillsMatched: string[];
                            openAssignments: number;
                            /** @description orders on hand, or served in the last 28 days */
                            servedLately: number;
                            /** @description at the time that was wished, else now */
                            availableNow: boolean;
                        }[];
                        fourth: {
                            /** @description what it has less than the third */
                            points: number;
                            /** @description terms that are lower, by how much, most first */
                            behind: {
                                /** @enum {string} */
                                name: "distance" | "skill" | "availability" | "language" | "reviews" | "keptPromises" | "load" | "preference";
                                /** @description one point is worth one metre of way */
                                points: number;
                            }[];
                            changes: {
                                /** @enum {string} */
                                change: "closer" | "fewer_orders" | "papers" | "free_around" | "preference";
                                /** @description metres nearer, or orders fewer; 0 where nothing is counted */
                                amount: number;
                            }[];
                        } | null;
                        /** @description everybody whom the radius reaches */
                        within: number;
                        /** @description how many of them are kept from it by what, most first; who lacks two things is counted twice */
                        excluded: {
                            /** @enum {string} */
                            reason: "inactive" | "skill" | "credential" | "not_verified" | "unavailable" | "busy" | "elsewhere";
                            count: number;
                        }[];
                    };
                };
            };
        };
    };
    postDispatchReplay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as PUT /policies/dispatch takes it */
                    body: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        ordersInAll: number;
                        /** @description so many of them were put again */
                        orders: number;
                        /** @description orders that would have gone to somebody else */
                        changed: number;
                        before: {
                            /** @description places that nobody could take */
                            unmet: number;
                            meanMetres: number | null;
                            /** @description different people and teams */
                            asked: number;
                            /** @description the most orders that any of them would have had */
                            most: number;
                            /** @description how unevenly orders fall on all who could have had one: 0 evenly, 1 on one */
                            gini: number;
                        };
                        after: {
                            /** @description places that nobody could take */
                            unmet: number;
                            meanMetres: number | null;
                            /** @description different people and teams */
                            asked: number;
                            /** @description the most orders that any of them would have had */
                            most: number;
                            /** @description how unevenly orders fall on all who could have had one: 0 evenly, 1 on one */
                            gini: number;
                        };
                        /** @description by where help was wanted, most orders first */
                        areas: {
                            /** Format: uuid */
                            unitId: string;
                            nameZh: string;
                            nameEn: string;
                            orders: number;
                            unmetBefore: number;
                            unmetAfter: number;
                            metresBefore: number | null;
                            metresAfter: number | null;
                        }[];
                        /** @description by how old volunteers are */
                        ages: {
                            /** @enum {string} */
                            band: "under_30" | "30_to_44" | "45_to_59" | "from_60" | "unknown";
                            /** @description who could have been asked; bands of fewer than five are left out */
                            people: number;
                            /** @description how often they would have been */
                            before: number;
                            after: number;
                        }[];
                    };
                };
            };
        };
    };
    getUnitsByIdBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a centre */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        unitId: string;
                        everyMinutes: number | null;
                        sendsKinds: string[];
                        nextAt: string | null;
                        batch: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** @description how many waited */
                            orders: number;
                            /** @description for how many of them somebody was found; 0 for who does not dispatch */
                            proposed: number;
                            /** @description how many of these nobody has settled yet; 0 for who does not dispatch */
                            open: number;
                            /** Format: date-time */
                            readAt: string;
                            together: {
                                /** @description places that stay empty */
                                unmet: number;
                                meanMetres: number | null;
                                /** @description how unevenly orders of 28 days fall on all who could have had one */
                                gini: number;
                            };
                            oneByOne: {
                                /** @description places that stay empty */
                                unmet: number;
                                meanMetres: number | null;
                                /** @description how unevenly orders of 28 days fall on all who could have had one */
                                gini: number;
                            };
                        } | null;
                    };
                };
            };
        };
    };
    postUnitsByIdBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a centre */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        unitId: string;
                        everyMinutes: number | null;
                        sendsKinds: string[];
                        nextAt: string | null;
                        batch: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** @description how many waited */
                            orders: number;
                            /** @description for how many of them somebody was found; 0 for who does not dispatch */
                            proposed: number;
                            /** @description how many of these nobody has settled yet; 0 for who does not dispatch */
                            open: number;
                            /** Format: date-time */
                            readAt: string;
                            together: {
                                /** @description places that stay empty */
                                unmet: number;
                                meanMetres: number | null;
                                /** @description how unevenly orders of 28 days fall on all who could have had one */
                                gini: number;
                            };
                            oneByOne: {
                                /** @description places that stay empty */
                                unmet: number;
                                meanMetres: number | null;
                                /** @description how unevenly orders of 28 days fall on all who could have had one */
                                gini: number;
                            };
                        } | null;
                    };
                };
            };
        };
    };
    putUnitsByIdBatchSetting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a centre */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    everyMinutes: number | null;
                    /** @description kinds whose proposals are sent without being confirmed */
                    sendsKinds: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getBatchesByIdProposals: {
        parameters: {
            query?: {
                /** @description what was settled before it stands last; nothing if absent */
                settledBefore?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            order: {
                                /** Format: uuid */
                                id: string;
                                /** @description what people say on the phone */
                                number: string;
                                /** @enum {string} */
                                status: "submitted" | "triaged" | "dispatched" | "accepted" | "in_service" | "served" | "answered" | "forwarded" | "signed_for" | "objected" | "admitted" | "replied" | "reconsideration" | "final_reconsideration" | "reviewed" | "closed" | "merged" | "redirected" | "withdrawn";
                                /** @enum {string|null} */
                                nature: "public_service" | "petition" | "complaint" | "consultation" | "emergency" | null;
                                kind: string | null;
                                /** @enum {string|null} */
                                urgency: "critical" | "urgent" | "priority" | "normal" | "scheduled" | null;
                                confidential: boolean;
                                text: string | null;
                                /** @description the owner */
                                unitId: string;
                                /** Format: uuid */
                                placeUnitId: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                submittedAt: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                statusSince: string;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                warnAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                dueAt: string | null;
                                escalations: number;
                                /** Format: uuid */
                                supervisedBy: string | null;
                                /** Format: uuid */
                                teamId: string | null;
                                places: number;
                                /** @description how many have accepted */
                                assigned: number;
                                homeVisit: boolean;
                                reopened: number;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                earliestAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description UTC
                                 */
                                latestAt: string | null;
                                wish: string | null;
                                outcome: string | null;
                                historical: boolean;
                                likes: number;
                                version: number;
                            };
                            to: {
                                personId: string | null;
                                teamId: string | null;
                                name: string;
                                distanceMetres: number | null;
                                /** @description one by one would have proposed the same */
                                asOneByOne: boolean;
                                /** @enum {string} */
                                status: "open" | "sent" | "refused" | "overtaken";
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postBatchesByIdConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    orderIds?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sent: number;
                        refused: number;
                    };
                };
            };
        };
    };
    getOrdersByIdWaves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        orderId: string;
                        /** @description how many have gone out */
                        wave: number;
                        /** @description people asked by them */
                        asked: number;
                        /** @description left out of the last one: they had their messages of the week */
                        spent: number;
                        /** @description that every place is taken by those asked, as reckoned at the last one, 0 to 1 */
                        chance: number;
                        /** Format: date-time */
                        startedAt: string;
                        /** @description begun by the policy of the unit, not by a person */
                        byPolicy: boolean;
                        /**
                         * Format: date-time
                         * @description no wave goes out later
                         */
                        fillBy: string;
                        nextAt: string | null;
                        /** @description why none goes out any more */
                        over: ("filled" | "exhausted" | "late" | "stopped") | null;
                    };
                };
            };
        };
    };
    postOrdersByIdWaves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        orderId: string;
                        /** @description how many have gone out */
                        wave: number;
                        /** @description people asked by them */
                        asked: number;
                        /** @description left out of the last one: they had their messages of the week */
                        spent: number;
                        /** @description that every place is taken by those asked, as reckoned at the last one, 0 to 1 */
                        chance: number;
                        /** Format: date-time */
                        startedAt: string;
                        /** @description begun by the policy of the unit, not by a person */
                        byPolicy: boolean;
                        /**
                         * Format: date-time
                         * @description no wave goes out later
                         */
                        fillBy: string;
                        nextAt: string | null;
                        /** @description why none goes out any more */
                        over: ("filled" | "exhausted" | "late" | "stopped") | null;
                    };
                };
            };
        };
    };
    getMeOffersByIdWhy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        orderId: string;
                        /** Format: date-time */
                        askedAt: string;
                        /** @description people asked about it so far, the caller among them */
                        asked: number;
                        distanceMetres: number | null;
                        terms: {
                            name: string;
                            points: number;
                        }[];
                        /** @description the sum of the terms */
                        score: number;
                    };
                };
            };
        };
    };
    getMeOpenOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            orderId: string;
                            kind: string | null;
                            urgency: string | null;
                            /** Format: uuid */
                            placeUnitId: string;
                            earliestAt: string | null;
                            latestAt: string | null;
                            places: number;
                            placesLeft: number;
                            homeVisit: boolean;
                            twoPersonRule: boolean;
                            distanceMetres: number | null;
                        }[];
                    };
                };
            };
        };
    };
    postMeOpenOrdersByIdTake: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeTakenOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            orderId: string;
                            kind: string | null;
                            /** Format: uuid */
                            placeUnitId: string;
                            /** Format: date-time */
                            takenAt: string;
                            distanceMetres: number | null;
                            /** @enum {string} */
                            reason: "quicker" | "spent" | "off" | "away" | "not_free" | "chosen" | "team" | "further";
                            term: string | null;
                            asked: number | null;
                        }[];
                    };
                };
            };
        };
    };
    getOrdersByIdAbsences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            orderId: string;
                            /** Format: uuid */
                            personId: string;
                            name: string | null;
                            /**
                             * Format: date-time
                             * @description when they were to have come at the latest
                             */
                            expectedAt: string;
                            /** Format: date-time */
                            reportedAt: string;
                            reportedBy: string | null;
                            contestedAt: string | null;
                            words: string | null;
                            stands: boolean | null;
                            /** @description now, in the score: for 180 days, not while it is contested */
                            counts: boolean;
                            /** @description the caller may say that it does not count */
                            mayDrop: boolean;
                            /** @description the caller may say that it counts */
                            mayUphold: boolean;
                        }[];
                        mayReport: string[];
                    };
                };
            };
        };
    };
    postOrdersByIdAbsences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    personId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postOrdersByIdAbsencesByPersonIdDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    stands: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeAbsences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            orderId: string;
                            kind: string | null;
                            /** Format: date-time */
                            expectedAt: string;
                            /** Format: date-time */
                            reportedAt: string;
                            /** Format: date-time */
                            countsUntil: string;
                            counts: boolean;
                            contestedAt: string | null;
                            words: string | null;
                            stands: boolean | null;
                        }[];
                    };
                };
            };
        };
    };
    postMeAbsencesByIdContest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getUnitsByIdGaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        unitId: string;
                        /** Format: date-time */
                        asOf: string;
                        /** @description orders of the last hour */
                        cameIn: number;
                        /** @description orders that somebody took in the last hour */
                        taken: number;
                        /** @description orders that nobody has yet */
                        waiting: number;
                        /** @description orders that people were asked about and that have empty places */
                        asking: number;
                        /** @description how many of these are likely to stay empty, one decimal */
                        unmet: number;
                        grewAt: string | null;
                        /** @description where most are missing first, at most 30 */
                        items: {
                            kind: string;
                            /** @description of which one suffices; empty: anybody */
                            skills: string[];
                            /**
                             * Format: uuid
                             * @description the institute, or what stands nearest to one
                             */
                            unitId: string;
                            hour: ("morning" | "noon" | "afternoon" | "evening" | "night") | null;
                            orders: number;
                            /** @description how many of them are likely to stay empty, one decimal */
                            unmet: number;
                            /** @description of these, for how many nobody is left to ask */
                            nobodyLeft: number;
                        }[];
                    };
                };
            };
        };
    };
    getUnitsByIdWeekAhead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        unitId: string;
                        /**
                         * Format: uuid
                         * @description whose weather it is, and whose teams
                         */
                        centreId: string;
                        /** Format: date-time */
                        asOf: string;
                        /** @description false: fewer than two weeks or twenty orders; then no figure is given */
                        hasHistory: boolean;
                        /** @description seven, tomorrow first */
                        days: {
                            /**
                             * Format: date
                             * @description local date
                             */
                            date: string;
                            isHoliday: boolean;
                            /** @description a day of the weekend that is worked */
                            isMadeUp: boolean;
                        }[];
                        /** @description noted for today or later; may be empty */
                        weather: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            unitId: string;
                            /** @enum {string} */
                            weather: "heat" | "cold" | "snow" | "rainstorm" | "dust";
                            /**
                             * Format: date
                             * @description local date
                             */
                            from: string;
                            /**
                             * Format: date
                             * @description local date
                             */
                            until: string;
                        }[];
                        /** @description the caller may note weather for the centre */
                        mayNote: boolean;
                        /** @description what is expected most first, at most 30; then as many of which there is no figure */
                        kinds: {
                            kind: string;
                            /** @description already asked for, each of the seven days */
                            known: number[];
                            days: number[] | null;
                            week: {
                                /** @description one decimal */
                                mean: number;
                                low: number;
                                high: number;
                            } | null;
                            lastYear: number | null;
                            /** @description a week, over the last four; one decimal */
                            lately: number;
                            /** @description what the calendar and the weather bring; may be empty */
                            reasons: {
                                id: string;
                                nameZh: string;
                                nameEn: string;
                                /** @description so many times as many, as assumed and learned by now; two decimals */
                                times: number;
                                /** @description 0 the first day, to 6 */
                                days: number[];
                            }[];
                            helpers: {
                                /** @description of which one suffices; empty: anybody */
                                skills: string[];
                                /** @description who serve here and can do it, the nearest first, at most 3 */
                                teams: {
                                    /** Format: uuid */
                                    id: string;
                                    nameZh: string;
                                    nameEn: string;
                                    members: number;
                                    /** @description the caller may write to all its members */
                                    mayTell: boolean;
                                }[];
                                /** @description volunteers within reach who can do it */
                                people: number;
                                /** @description how many of them have an hour free on each of the days */
                                free: number[];
                                /** @description how many of them say yes when each is asked once, as learned */
                                likely: number;
                                /** @description how many more are likely to be needed than say yes; 0: none */
                                short: number;
                            } | null;
                        }[];
                    };
                };
            };
        };
    };
    postUnitsByIdWeather: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    weather: "heat" | "cold" | "snow" | "rainstorm" | "dust";
                    /**
                     * Format: date
                     * @description local date
                     */
                    from: string;
                    /**
                     * Format: date
                     * @description the last day, itself included; at most 31 days
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        unitId: string;
                        /** @enum {string} */
                        weather: "heat" | "cold" | "snow" | "rainstorm" | "dust";
                        /**
                         * Format: date
                         * @description local date
                         */
                        from: string;
                        /**
                         * Format: date
                         * @description local date
                         */
                        until: string;
                    };
                };
            };
        };
    };
    deleteWeatherById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMeNotifications: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description at most this many, 20 if absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "order_triaged" | "order_sent" | "order_accepted" | "order_started" | "order_served" | "order_answered" | "order_reminder" | "order_late" | "order_returned" | "order_merged" | "order_unmerged" | "order_closed_unanswered" | "order_safe" | "petition_forwarded" | "petition_admitted" | "petition_question" | "petition_extended" | "petition_replied" | "reconsideration_concluded" | "petition_door" | "identity_opened" | "followed_admitted" | "followed_replied" | "followed_served" | "followed_answered" | "followed_closed" | "offer" | "team_offer" | "task_named" | "task_changed" | "task_gone" | "team_message" | "absence_reported" | "absence_upheld" | "absence_dropped" | "phone_corrected" | "phone_moving" | "phone_not_moved" | "authenticators_taken" | "account_made" | "breach_told" | "emergency" | "clock_warning" | "clock_escalated" | "order_received" | "nobody_left" | "gap_grew" | "absence_contested" | "order_supervised" | "order_reopened" | "order_disputed" | "petition_received" | "petition_objected" | "petition_response" | "petition_extension_asked" | "petition_extension_refused" | "petition_reply_seen" | "petition_reported_back" | "reconsideration_asked";
                            orderId: string | null;
                            orderNumber: string | null;
                            /** @description kind of the needs taxonomy; null when confidential */
                            orderKind: string | null;
                            /** @description the order asks for an answer, not for somebody to come; false when confidential */
                            question: boolean;
                            /** @description the order is a petition, a complaint or unsure now */
                            confidential: boolean;
                            /** @description what a team was told; null when this is of something else, or its time has run out */
                            message: {
                                /** Format: uuid */
                                teamId: string;
                                words: string;
                            } | null;
                            urgent: boolean;
                            /** Format: date-time */
                            at: string;
                            readAt: string | null;
                        }[];
                        nextCursor: string | null;
                    } & {
                        /** @description of all that this person was told, on this page or not */
                        unread: number;
                    };
                };
            };
        };
    };
    postMeNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    upTo: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrdersByIdAlerted: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description staff, the first alerted first, at most 50 */
                        items: {
                            name: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
            };
        };
    };
    postPhotos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg": unknown;
                "image/png": unknown;
                "image/webp": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
}
