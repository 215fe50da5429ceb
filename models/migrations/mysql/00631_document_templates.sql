-- +goose Up
-- Outlines of documents that an organ has made for its drafters, beside the
-- shipped ones. A template taken out of use keeps its row.
CREATE TABLE document_templates (
    id         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organ      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name       VARCHAR(100) NOT NULL,
    outline    MEDIUMTEXT NOT NULL,
    changed_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    closed_at  DATETIME(6) NULL,
    PRIMARY KEY (id),
    KEY document_templates_organ (organ, kind)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE document_templates;
