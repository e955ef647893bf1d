-- A client at risk and those who answer: cases as they are listed, what has not left for a responder
-- yet, and how responders sign in. Tables are small: a step that is not about a case touches none.
CREATE TABLE safety_case (
    conversation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    is_open INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX safety_case_opened ON safety_case (opened_ms DESC, reference);
CREATE INDEX safety_case_open ON safety_case (opened_ms DESC, reference) WHERE is_open = 1;

CREATE TABLE outbox (
    conversation INTEGER NOT NULL,
    key TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (due_ms);

CREATE TABLE responder (
    id TEXT PRIMARY KEY,
    secret BLOB NOT NULL,
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    responder TEXT NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_until ON ticket (until_ms);
CREATE INDEX ticket_responder ON ticket (responder);
