package store

import (
	"context"
	"encoding/json"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Versions are the tables that the organ set for the process, newest first.
func (t *Tables) Versions(ctx context.Context, key, organ string) ([]models.TableVersion, error) {
	rows, err := t.rows(ctx, key, organ)
	versions := make([]models.TableVersion, len(rows))
	for i, r := range rows {
		versions[i] = models.TableVersion{Version: r.Version, Reset: r.Body == "", SetBy: r.SetBy, SetAt: local(r.SetAt)}
	}
	return versions, err
}

// Version is a table that the organ set once; NotFound, NO_TABLE.
func (t *Tables) Version(ctx context.Context, key, organ string, version int) (process.Definition, error) {
	rows, err := t.rows(ctx, key, organ)
	if err != nil {
		return process.Definition{}, err
	}
	for _, r := range rows {
		if r.Version == version && r.Body != "" {
			return r.table()
		}
	}
	return process.Definition{}, fault.New(fault.NotFound, "NO_TABLE", wordsNoOwnTable)
}

func (t *Tables) rows(ctx context.Context, key, organ string) ([]definitionRow, error) {
	if _, err := t.Definition(ctx, key, ""); err != nil {
		return nil, err
	}
	var rows []definitionRow
	err := t.store.DB(ctx).Where("organ = ? AND process_key = ?", organ, key).Order("version DESC").Find(&rows).Error
	return rows, asFault(err)
}

// Use counts the organ's open cases by the version they were opened with; those
// of all organs for "". Which of them are whose is not for administrators.
func (t *Tables) Use(ctx context.Context, key, organ string) ([]models.TableUse, error) {
	own, err := t.ownHashes(ctx, key, organ)
	if err != nil {
		return nil, err
	}
	query := t.store.DB(ctx).Table("cases").Select("version, definition, COUNT(*) AS cases").
		Where("process = ? AND status IN ?", key, []string{string(process.StatusOpen), string(process.StatusSuspended)})
	if organ != "" {
		query = query.Where("owner_unit = ?", organ)
	}
	var counted []struct {
		Version    int
		Definition string
		Cases      int
	}
	if err := query.Group("version, definition").Order("version DESC, definition").Find(&counted).Error; err != nil {
		return nil, asFault(err)
	}
	uses := []models.TableUse{}
	for _, c := range counted {
		use := models.TableUse{Version: c.Version, Own: own[c.Definition], Cases: c.Cases}
		if last := len(uses) - 1; last >= 0 && uses[last].Version == use.Version && uses[last].Own == use.Own {
			uses[last].Cases += use.Cases
			continue
		}
		uses = append(uses, use)
	}
	return uses, nil
}

// ownHashes are the hashes under which the organ's tables are kept with cases;
// those of all organs for "".
func (t *Tables) ownHashes(ctx context.Context, key, organ string) (map[string]bool, error) {
	query := t.store.DB(ctx).Where("process_key = ? AND body <> ''", key)
	if organ != "" {
		query = query.Where("organ = ?", organ)
	}
	var rows []definitionRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, asFault(err)
	}
	hashes := map[string]bool{}
	for _, r := range rows {
		d, err := r.table()
		if err != nil {
			return nil, err
		}
		bytes, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		hashes[ContentHash(bytes)] = true
	}
	return hashes, nil
}
