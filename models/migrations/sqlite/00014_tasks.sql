-- +goose Up
CREATE TABLE tasks (
    id          TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    step        TEXT NOT NULL,
    step_title  TEXT NOT NULL,
    round       INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    part        TEXT NOT NULL,
    assignee    TEXT NOT NULL,
    pool_role   TEXT NOT NULL,
    pool_unit   TEXT NOT NULL,
    claimed     BOOLEAN NOT NULL,
    agent       TEXT NOT NULL,
    status      TEXT NOT NULL,
    place       INTEGER NOT NULL,
    batch       TEXT NOT NULL,
    parent      TEXT NOT NULL,
    relation    TEXT NOT NULL,
    added_by    TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    done_by     TEXT NOT NULL,
    done_for    TEXT NOT NULL,
    signed      TEXT NOT NULL,
    stands      BOOLEAN NOT NULL,
    opened_at   DATETIME NOT NULL,
    seen_at     DATETIME NULL,
    done_at     DATETIME NULL,
    due         DATETIME NULL,
    due_day     TEXT NOT NULL,
    changed_seq INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX tasks_case ON tasks (case_id);

-- +goose Down
DROP TABLE tasks;
