-- +goose Up
-- Holiday notices that were imported or corrected; a year not here is the one
-- shipped with the program, if there is one.
CREATE TABLE calendar_years (
    notice_year INT PRIMARY KEY,
    source      VARCHAR(255) NOT NULL,
    imported_by VARCHAR(40) NOT NULL,
    imported_at DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The days a notice names; one may lie in the December before its year.
CREATE TABLE calendar_days (
    notice_year INT NOT NULL,
    day         CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(10) NOT NULL,
    name        VARCHAR(80) NOT NULL,
    source      VARCHAR(255) NOT NULL,
    imported_by VARCHAR(40) NOT NULL,
    imported_at DATETIME(6) NOT NULL,
    PRIMARY KEY (notice_year, day),
    FOREIGN KEY (notice_year) REFERENCES calendar_years (notice_year)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO versions (name, value) VALUES ('calendar', 0), ('calendar_recounted', 0);

-- +goose Down
DELETE FROM versions WHERE name IN ('calendar', 'calendar_recounted');
DROP TABLE calendar_days;
DROP TABLE calendar_years;
