-- +goose Up
-- One item (件) of the archive for each case, DA/T 22-2015.
CREATE TABLE archive_items (
    case_id     TEXT NOT NULL,
    document_id TEXT NOT NULL,
    owner_unit  TEXT NOT NULL,
    fonds       TEXT NOT NULL,
    year        INTEGER NOT NULL,
    retention   TEXT NOT NULL,
    category    TEXT NOT NULL,
    item_no     INTEGER NOT NULL,
    title       TEXT NOT NULL,
    number      TEXT NOT NULL,
    note        TEXT NOT NULL,
    archived_by TEXT NOT NULL,
    archived_at DATETIME NOT NULL,
    PRIMARY KEY (case_id)
);
CREATE UNIQUE INDEX archive_items_place ON archive_items (owner_unit, fonds, year, retention, category, item_no);

-- +goose Down
DROP TABLE archive_items;
