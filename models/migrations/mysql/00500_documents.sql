-- +goose Up
-- What cases of documents are about. The content itself is in contents under
-- its hash; the columns here are what lists, duplicates and numbers ask for.
CREATE TABLE documents (
    id             VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id        VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner_unit     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version        INT NOT NULL,
    hash           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    flow           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    direction      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title          VARCHAR(500) NOT NULL,
    title_key      VARCHAR(100) NOT NULL,
    urgency        VARCHAR(10) NOT NULL,
    letterhead     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    disclosure     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    important      BOOLEAN NOT NULL,
    work_secret    BOOLEAN NOT NULL,
    source_org     VARCHAR(100) NOT NULL,
    source_doc_no  VARCHAR(100) NOT NULL,
    source_key     VARCHAR(250) NOT NULL,
    source_date    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    received_on    VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    resubmit_of    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answers        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    delivery_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    receipt_no     VARCHAR(100) NOT NULL,
    doc_no         VARCHAR(100) NOT NULL,
    archive_no     VARCHAR(100) NOT NULL,
    signers        VARCHAR(1000) NOT NULL,
    doc_date       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seal           VARCHAR(200) NOT NULL,
    printed_by     VARCHAR(100) NOT NULL,
    printed_on     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    printed_copies INT NOT NULL,
    created_by     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at     DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE UNIQUE INDEX documents_case ON documents (case_id);
CREATE UNIQUE INDEX documents_delivery ON documents (delivery_id);
CREATE INDEX documents_source ON documents (owner_unit, source_key);
CREATE INDEX documents_title ON documents (owner_unit, title_key);

-- +goose Down
DROP TABLE documents;
