-- +goose Up
-- What is told to whom, in the order of id. written is the time of the database: a reader
-- waits for ids that are missing until they are old.
CREATE TABLE notifications (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    address  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    case_id  TEXT NOT NULL,
    task_id  TEXT NOT NULL,
    text_key TEXT NOT NULL,
    at       DATETIME NOT NULL,
    written  DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now'))
);
CREATE INDEX notifications_address ON notifications (address, id);

-- +goose Down
DROP TABLE notifications;
