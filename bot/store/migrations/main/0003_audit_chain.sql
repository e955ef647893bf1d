-- The audit log becomes a chain (bot/store/sqlite/audit_chain.hpp). Its rows name the client by the id
-- that erasure keeps in its ledger, because a conversation's number may be given again. What was
-- noted before is chained in its order by the program, which then drops `audit_unchained`.
ALTER TABLE audit RENAME TO audit_unchained;
DROP INDEX audit_conversation;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap
    conversation BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    body BLOB, -- null: erased
    body_digest BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_conversation ON audit (conversation);

-- Against mistakes: who may write the file may also drop these, and the chain shows it.
CREATE TRIGGER audit_row_stays BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_row_is_as_written BEFORE UPDATE ON audit
WHEN NEW.number IS NOT OLD.number OR NEW.conversation IS NOT OLD.conversation
    OR NEW.at_ms IS NOT OLD.at_ms OR NEW.body IS NOT NULL
    OR NEW.body_digest IS NOT OLD.body_digest OR NEW.hash IS NOT OLD.hash
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_row_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
