-- +goose Up
-- What statistics and the memory of senders read: ranges of days within an organ,
-- and what was done when.
CREATE INDEX documents_received ON documents (owner_unit, flow, received_on);
CREATE INDEX documents_issued ON documents (owner_unit, flow, doc_date);
CREATE INDEX documents_sender ON documents (owner_unit, flow, source_org, case_id);
CREATE INDEX tasks_status ON tasks (status, done_at);

-- +goose Down
DROP INDEX tasks_status ON tasks;
DROP INDEX documents_sender ON documents;
DROP INDEX documents_issued ON documents;
DROP INDEX documents_received ON documents;
