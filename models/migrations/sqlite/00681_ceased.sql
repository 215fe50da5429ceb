-- +goose Up
-- An issued document that was annulled (void from the start) or repealed (void
-- from a day on): by which document, why, recorded by whom.
ALTER TABLE documents ADD COLUMN ceased_how TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_on TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_by TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_no TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_person TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_at DATETIME NULL;
ALTER TABLE cases ADD COLUMN ceased TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN ceased TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN ceased_on TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE deliveries DROP COLUMN ceased_on;
ALTER TABLE deliveries DROP COLUMN ceased;
ALTER TABLE cases DROP COLUMN ceased;
ALTER TABLE documents DROP COLUMN ceased_at;
ALTER TABLE documents DROP COLUMN ceased_person;
ALTER TABLE documents DROP COLUMN ceased_reason;
ALTER TABLE documents DROP COLUMN ceased_no;
ALTER TABLE documents DROP COLUMN ceased_by;
ALTER TABLE documents DROP COLUMN ceased_on;
ALTER TABLE documents DROP COLUMN ceased_how;
