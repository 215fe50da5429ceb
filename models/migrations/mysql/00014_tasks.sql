-- +goose Up
CREATE TABLE tasks (
    id          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step_title  VARCHAR(100) NOT NULL,
    round       INT NOT NULL,
    kind        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    part        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    assignee    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    pool_role   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    pool_unit   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claimed     BOOLEAN NOT NULL,
    agent       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place       INT NOT NULL,
    batch       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    relation    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    added_by    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    done_by     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    done_for    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    signed      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    stands      BOOLEAN NOT NULL,
    opened_at   DATETIME(6) NOT NULL,
    seen_at     DATETIME(6) NULL,
    done_at     DATETIME(6) NULL,
    due         DATETIME(6) NULL,
    due_day     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_seq BIGINT NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX tasks_case ON tasks (case_id);

-- +goose Down
DROP TABLE tasks;
