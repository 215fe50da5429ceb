-- +goose Up
CREATE TABLE deliveries (
    id          TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    name        TEXT NOT NULL,
    method      TEXT NOT NULL,
    noun_kind   TEXT NOT NULL,
    noun_id     TEXT NOT NULL,
    text_hash   TEXT NOT NULL,
    title       TEXT NOT NULL,
    number      TEXT NOT NULL,
    urgency     TEXT NOT NULL,
    sender_unit TEXT NOT NULL,
    sent_at     DATETIME NOT NULL,
    received_by TEXT NOT NULL,
    received_on TEXT NOT NULL,
    received_at DATETIME NULL,
    waived      TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX deliveries_case ON deliveries (case_id);
CREATE INDEX deliveries_unit ON deliveries (unit, id);

-- +goose Down
DROP TABLE deliveries;
