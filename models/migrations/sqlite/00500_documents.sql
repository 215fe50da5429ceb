-- +goose Up
-- What cases of documents are about. The content itself is in contents under
-- its hash; the columns here are what lists, duplicates and numbers ask for.
CREATE TABLE documents (
    id             TEXT NOT NULL,
    case_id        TEXT NOT NULL,
    owner_unit     TEXT NOT NULL,
    version        INTEGER NOT NULL,
    hash           TEXT NOT NULL,
    flow           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    direction      TEXT NOT NULL,
    title          TEXT NOT NULL,
    title_key      TEXT NOT NULL,
    urgency        TEXT NOT NULL,
    letterhead     TEXT NOT NULL,
    disclosure     TEXT NOT NULL,
    important      BOOLEAN NOT NULL,
    work_secret    BOOLEAN NOT NULL,
    source_org     TEXT NOT NULL,
    source_doc_no  TEXT NOT NULL,
    source_key     TEXT NOT NULL,
    source_date    TEXT NOT NULL,
    received_on    TEXT NOT NULL,
    resubmit_of    TEXT NOT NULL,
    answers        TEXT NOT NULL,
    delivery_id    TEXT NULL,
    receipt_no     TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    archive_no     TEXT NOT NULL,
    signers        TEXT NOT NULL,
    doc_date       TEXT NOT NULL,
    seal           TEXT NOT NULL,
    printed_by     TEXT NOT NULL,
    printed_on     TEXT NOT NULL,
    printed_copies INTEGER NOT NULL,
    created_by     TEXT NOT NULL,
    created_at     DATETIME NOT NULL,
    updated_at     DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX documents_case ON documents (case_id);
CREATE UNIQUE INDEX documents_delivery ON documents (delivery_id);
CREATE INDEX documents_source ON documents (owner_unit, source_key);
CREATE INDEX documents_title ON documents (owner_unit, title_key);

-- +goose Down
DROP TABLE documents;
