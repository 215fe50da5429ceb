-- +goose Up
-- Related papers are found from both sides.
CREATE INDEX documents_answers ON documents (answers);
CREATE INDEX documents_resubmit ON documents (resubmit_of);

-- +goose Down
DROP INDEX documents_resubmit;
DROP INDEX documents_answers;
