-- +goose Up
-- Searchable texts of cases with their tokens (bigrams of Chinese characters), made by us.
CREATE TABLE search_rows (
    id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ref     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text    LONGTEXT NOT NULL,
    tokens  LONGTEXT NOT NULL,
    UNIQUE KEY search_rows_source (case_id, kind, ref),
    FULLTEXT KEY search_rows_tokens (tokens)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Down
DROP TABLE search_rows;
