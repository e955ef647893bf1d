-- Rows are reached by small integers: a client's random 16-byte id is looked up once and the writer
-- remembers its number. Events are appended in the order they are committed, whoever they belong
-- to, and each points at its conversation's previous one: one page is written for many steps, where
-- a table keyed by (conversation, seq) writes a page for each (measured: 10 us a step, not 36).
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    practice BLOB NOT NULL,
    version INTEGER NOT NULL,
    head INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    last_event INTEGER NOT NULL, -- 0 when nothing was said yet
    devices BLOB NOT NULL,
    state BLOB NOT NULL
) STRICT;

CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    count INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    previous INTEGER NOT NULL, -- event.number of the same conversation, 0 at its first
    body BLOB NOT NULL
) STRICT;

CREATE TABLE timer (
    conversation INTEGER NOT NULL,
    name TEXT NOT NULL,
    token INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer (due_ms);

CREATE TABLE record (
    conversation INTEGER NOT NULL,
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation, collection, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    adapter TEXT NOT NULL,
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (adapter, account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_conversation ON inbox (conversation);

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX audit_conversation ON audit (conversation);

CREATE TABLE token (
    hash BLOB PRIMARY KEY,
    conversation INTEGER NOT NULL,
    old_until_ms INTEGER -- null: the present token
) STRICT, WITHOUT ROWID;
CREATE INDEX token_conversation ON token (conversation);

CREATE TABLE flow_version (
    hash TEXT PRIMARY KEY,
    flow TEXT NOT NULL,
    version INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    sources BLOB NOT NULL
) STRICT;

-- Whom we were told to forget, so that a restored backup can be made to forget them again.
CREATE TABLE erasure (
    conversation BLOB PRIMARY KEY,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
