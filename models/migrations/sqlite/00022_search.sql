-- +goose Up
-- Searchable texts of cases; the index holds their tokens (bigrams of Chinese characters), made by us.
CREATE TABLE search_rows (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    kind    TEXT NOT NULL,
    ref     TEXT NOT NULL,
    text    TEXT NOT NULL
);
CREATE UNIQUE INDEX search_rows_source ON search_rows (case_id, kind, ref);

CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '3');

-- +goose Down
DROP TABLE search_index;
DROP TABLE search_rows;
