-- +goose Up
CREATE TABLE deliveries (
    id          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    case_id     VARCHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seq         BIGINT NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name        VARCHAR(500) NOT NULL,
    method      VARCHAR(500) NOT NULL,
    noun_kind   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    noun_id     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text_hash   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title       VARCHAR(500) NOT NULL,
    number      VARCHAR(100) NOT NULL,
    urgency     VARCHAR(10) NOT NULL,
    sender_unit VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sent_at     DATETIME(6) NOT NULL,
    received_by VARCHAR(200) NOT NULL,
    received_on VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    received_at DATETIME(6) NULL,
    waived      LONGTEXT NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX deliveries_case ON deliveries (case_id);
CREATE INDEX deliveries_unit ON deliveries (unit, id);

-- +goose Down
DROP TABLE deliveries;
