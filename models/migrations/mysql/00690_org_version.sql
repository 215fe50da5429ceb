-- Who changes who is there, what he holds or whom he stands in for, by whatever way, is counted: what a process
-- keeps of it in memory holds while the number stands.

-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER people_insert_counts AFTER INSERT ON people FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER people_update_counts AFTER UPDATE ON people FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER people_delete_counts AFTER DELETE ON people FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER posts_insert_counts AFTER INSERT ON posts FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER posts_update_counts AFTER UPDATE ON posts FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER posts_delete_counts AFTER DELETE ON posts FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER units_insert_counts AFTER INSERT ON units FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER units_update_counts AFTER UPDATE ON units FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER units_delete_counts AFTER DELETE ON units FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER unit_scopes_insert_counts AFTER INSERT ON unit_scopes FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER unit_scopes_update_counts AFTER UPDATE ON unit_scopes FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER unit_scopes_delete_counts AFTER DELETE ON unit_scopes FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER proxies_insert_counts AFTER INSERT ON proxies FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER proxies_update_counts AFTER UPDATE ON proxies FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER proxies_delete_counts AFTER DELETE ON proxies FOR EACH ROW
UPDATE versions SET value = value + 1 WHERE name = 'org';
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER people_insert_counts;
DROP TRIGGER people_update_counts;
DROP TRIGGER people_delete_counts;
DROP TRIGGER posts_insert_counts;
DROP TRIGGER posts_update_counts;
DROP TRIGGER posts_delete_counts;
DROP TRIGGER units_insert_counts;
DROP TRIGGER units_update_counts;
DROP TRIGGER units_delete_counts;
DROP TRIGGER unit_scopes_insert_counts;
DROP TRIGGER unit_scopes_update_counts;
DROP TRIGGER unit_scopes_delete_counts;
DROP TRIGGER proxies_insert_counts;
DROP TRIGGER proxies_update_counts;
DROP TRIGGER proxies_delete_counts;
