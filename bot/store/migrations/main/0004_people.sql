-- The people of a practice, whose client is whose, invites and broken glass. Clients and people are
-- named by their ids, not by a conversation's number: numbers may be given again. Links and sessions
-- of people are tickets, as those of responders.
CREATE TABLE person (
    id BLOB PRIMARY KEY,
    practice BLOB NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    roles INTEGER NOT NULL,
    state INTEGER NOT NULL,
    password BLOB NOT NULL, -- its hash, sealed
    secret BLOB NOT NULL,   -- sealed
    last_step INTEGER NOT NULL,
    version INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    UNIQUE (practice, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
    person BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (person, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE care (
    client BLOB NOT NULL,
    person BLOB NOT NULL,
    is_primary INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (client, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_person ON care (person, since_ms, client);
CREATE UNIQUE INDEX care_one_primary ON care (client) WHERE is_primary = 1;

CREATE TABLE invite (
    id BLOB PRIMARY KEY,
    practice BLOB NOT NULL,
    person BLOB NOT NULL,
    code_hash BLOB NOT NULL UNIQUE,
    label BLOB NOT NULL, -- sealed
    state INTEGER NOT NULL,
    client BLOB, -- null while open
    made_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    taken_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_practice ON invite (practice, made_ms DESC, id);
CREATE INDEX invite_client ON invite (client) WHERE client IS NOT NULL;

CREATE TABLE glass (
    id BLOB PRIMARY KEY,
    practice BLOB NOT NULL,
    person BLOB NOT NULL,
    client BLOB NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    reason BLOB NOT NULL -- sealed
) STRICT, WITHOUT ROWID;
CREATE INDEX glass_client ON glass (client, from_ms DESC);
