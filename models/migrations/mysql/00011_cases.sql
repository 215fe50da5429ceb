-- +goose Up
-- Where each case stands. definition is the hash in contents of the table it was
-- opened with; head is the hash of its last event.
CREATE TABLE cases (
    id            VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    process       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version       INT NOT NULL,
    definition    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state         LONGTEXT NOT NULL,
    seq           BIGINT NOT NULL,
    head          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step_title    VARCHAR(100) NOT NULL,
    title         VARCHAR(500) NOT NULL,
    number        VARCHAR(100) NOT NULL,
    source_number VARCHAR(100) NOT NULL,
    urgency       VARCHAR(10) NOT NULL,
    due           DATETIME(6) NULL,
    due_day       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner_unit    VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit          VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    initiator     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sender        VARCHAR(200) NOT NULL,
    noun_kind     VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    noun_id       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    opened_at     DATETIME(6) NOT NULL,
    changed_at    DATETIME(6) NOT NULL,
    closed_at     DATETIME(6) NULL,
    next_alarm    DATETIME(6) NULL,
    pending       INT NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX cases_noun ON cases (noun_id);
CREATE INDEX cases_next_alarm ON cases (next_alarm);
CREATE INDEX cases_pending ON cases (pending);

-- +goose Down
DROP TABLE cases;
