-- +goose Up
-- Outlines of documents that an organ has made for its drafters, beside the
-- shipped ones. A template taken out of use keeps its row.
CREATE TABLE document_templates (
    id         TEXT NOT NULL,
    organ      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    outline    TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at DATETIME NOT NULL,
    closed_at  DATETIME NULL,
    PRIMARY KEY (id)
);
CREATE INDEX document_templates_organ ON document_templates (organ, kind);

-- +goose Down
DROP TABLE document_templates;
