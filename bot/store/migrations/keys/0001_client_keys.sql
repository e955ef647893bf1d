-- Wrapped data keys, in a file of their own: a backup that carries the keys undoes an erasure.
CREATE TABLE client_key (
    conversation BLOB PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
