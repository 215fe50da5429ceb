-- +goose Up
-- Holiday notices that were imported or corrected; a year not here is the one
-- shipped with the program, if there is one.
CREATE TABLE calendar_years (
    notice_year INTEGER PRIMARY KEY,
    source      TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at DATETIME NOT NULL
);

-- The days a notice names; one may lie in the December before its year.
CREATE TABLE calendar_days (
    notice_year INTEGER NOT NULL,
    day         TEXT NOT NULL,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    source      TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at DATETIME NOT NULL,
    PRIMARY KEY (notice_year, day),
    FOREIGN KEY (notice_year) REFERENCES calendar_years (notice_year)
);

INSERT INTO versions (name, value) VALUES ('calendar', 0), ('calendar_recounted', 0);

-- +goose Down
DELETE FROM versions WHERE name IN ('calendar', 'calendar_recounted');
DROP TABLE calendar_days;
DROP TABLE calendar_years;
