-- +goose Up
-- An issued document that was annulled (void from the start) or repealed (void
-- from a day on): by which document, why, recorded by whom.
ALTER TABLE documents ADD COLUMN ceased_how VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_on VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_by VARCHAR(26) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_no VARCHAR(100) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_reason VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_person VARCHAR(26) NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ceased_at DATETIME(6) NULL;
ALTER TABLE cases ADD COLUMN ceased VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN ceased VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN ceased_on VARCHAR(10) NOT NULL DEFAULT '';

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
