-- +goose Up
-- What is told to whom, in the order of id. written is the time of the database: a reader
-- waits for ids that are missing until they are old.
CREATE TABLE notifications (
    id       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    address  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id  VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at       DATETIME(6) NOT NULL,
    written  DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX notifications_address ON notifications (address, id);

-- +goose Down
DROP TABLE notifications;
