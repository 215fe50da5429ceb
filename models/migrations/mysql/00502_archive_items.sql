-- +goose Up
-- One item (件) of the archive for each case, DA/T 22-2015.
CREATE TABLE archive_items (
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    document_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner_unit  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fonds       VARCHAR(20) NOT NULL,
    year        INT NOT NULL,
    retention   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    category    VARCHAR(50) NOT NULL,
    item_no     INT NOT NULL,
    title       VARCHAR(500) NOT NULL,
    number      VARCHAR(100) NOT NULL,
    note        VARCHAR(200) NOT NULL,
    archived_by VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    archived_at DATETIME(6) NOT NULL,
    PRIMARY KEY (case_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE UNIQUE INDEX archive_items_place ON archive_items (owner_unit, fonds, year, retention, category, item_no);

-- +goose Down
DROP TABLE archive_items;
