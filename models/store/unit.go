package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

type unitRow struct {
	ID        string `gorm:"primaryKey"`
	ParentID  string
	Organ     bool
	Code      string
	Name      string
	ShortName string
	Kind      string
	Sort      int
	OpenedAt  time.Time
	ClosedAt  *time.Time
	Demo      bool
}

func (unitRow) TableName() string { return "units" }

type unitChangeRow struct {
	ID     string `gorm:"primaryKey"`
	UnitID string
	At     time.Time
	MadeBy string
	What   string
	Old    string
	New    string
}

func (unitChangeRow) TableName() string { return "unit_changes" }

type scopeRow struct {
	UnitID  string
	ScopeID string
	Organ   bool
}

func (scopeRow) TableName() string { return "unit_scopes" }

// longestBranch is more than any real tree is deep; a longer one is a loop.
const longestBranch = 20

// CreateUnit adds a unit under its parent. Faults: UNIT_* of Validate,
// UNIT_UNKNOWN for the parent, UNIT_CODE_TAKEN.
func (s *Store) CreateUnit(ctx context.Context, u models.Unit, by models.By) (models.Unit, error) {
	if u.ID == "" {
		u.ID = newID()
	}
	if u.ShortName == "" {
		u.ShortName = u.Name
	}
	u.OpenedAt, u.ClosedAt = by.At, nil
	if err := u.Validate(); err != nil {
		return models.Unit{}, wrongInput(err)
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		if u.ParentID != "" {
			if _, err := tx.openUnit(ctx, u.ParentID, "parent_id"); err != nil {
				return err
			}
		}
		row := unitRow{
			ID: u.ID, ParentID: u.ParentID, Organ: u.Organ, Code: u.Code, Name: u.Name, ShortName: u.ShortName,
			Kind: u.Kind, Sort: u.Sort, OpenedAt: utc(u.OpenedAt), Demo: u.Demo,
		}
		if err := tx.DB(ctx).Create(&row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.New(fault.Conflict, "UNIT_CODE_TAKEN", "单位代码已被使用。").At("code")
		} else if err != nil {
			return err
		}
		if err := tx.noteUnit(ctx, u.ID, "created", "", u.Name, by); err != nil {
			return err
		}
		return tx.rebuildScopes(ctx)
	})
	return u, err
}

// Units returns the whole tree in order of standing, closed units too when
// asked for. A county has some hundred of them.
func (s *Store) Units(ctx context.Context, withClosed bool) ([]models.Unit, error) {
	query := s.DB(ctx).Order("sort, code")
	if !withClosed {
		query = query.Where("closed_at IS NULL")
	}
	var rows []unitRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	units := make([]models.Unit, len(rows))
	for i, r := range rows {
		units[i] = r.unit()
	}
	return units, nil
}

// Unit returns one unit, open or closed; UNIT_UNKNOWN.
func (s *Store) Unit(ctx context.Context, id string) (models.Unit, error) {
	var row unitRow
	err := s.DB(ctx).Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Unit{}, fault.New(fault.NotFound, "UNIT_UNKNOWN", "没有这个单位。")
	}
	return row.unit(), err
}

// RenameUnit gives a unit a new name, short name and place among its siblings.
// What was done under the old name keeps it: records hold the name of the day.
func (s *Store) RenameUnit(ctx context.Context, id, name, shortName string, sort int, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		u, err := tx.openUnit(ctx, id, "id")
		if err != nil {
			return err
		}
		old := u.Name
		u.Name, u.ShortName, u.Sort = name, shortName, sort
		if err := u.Validate(); err != nil {
			return wrongInput(err)
		}
		changes := map[string]any{"name": name, "short_name": shortName, "sort": sort}
		if err := tx.DB(ctx).Model(&unitRow{}).Where("id = ?", id).Updates(changes).Error; err != nil {
			return err
		}
		return tx.noteUnit(ctx, id, "renamed", old, name, by)
	})
}

// MoveUnit puts a unit with all that is under it below another one. Faults:
// UNIT_CYCLE when the new parent is under it, UNIT_ROOT.
func (s *Store) MoveUnit(ctx context.Context, id, parentID string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		u, err := tx.openUnit(ctx, id, "id")
		if err != nil {
			return err
		}
		old := u.ParentID
		u.ParentID = parentID
		if err := u.Validate(); err != nil {
			return wrongInput(err)
		}
		for at, depth := parentID, 0; at != ""; depth++ {
			if at == id || depth > longestBranch {
				return fault.New(fault.Invalid, "UNIT_CYCLE", "不能把单位移到它自己的下级单位之下。").At("parent_id")
			}
			above, err := tx.openUnit(ctx, at, "parent_id")
			if err != nil {
				return err
			}
			at = above.ParentID
		}
		if err := tx.DB(ctx).Model(&unitRow{}).Where("id = ?", id).Update("parent_id", parentID).Error; err != nil {
			return err
		}
		if err := tx.noteUnit(ctx, id, "moved", old, parentID, by); err != nil {
			return err
		}
		return tx.rebuildScopes(ctx)
	})
}

// CloseUnit ends a unit that is empty: no open unit under it and no post in it
// that holds or will hold. Faults: UNIT_NOT_EMPTY.
func (s *Store) CloseUnit(ctx context.Context, id string, by models.By) error {
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		if _, err := tx.openUnit(ctx, id, "id"); err != nil {
			return err
		}
		var below, posts int64
		if err := tx.DB(ctx).Model(&unitRow{}).Where("parent_id = ? AND closed_at IS NULL", id).Count(&below).Error; err != nil {
			return err
		}
		err := tx.DB(ctx).Model(&postRow{}).Where("unit_id = ? AND (until_at IS NULL OR until_at > ?)", id, utc(by.At)).
			Count(&posts).Error
		if err != nil {
			return err
		}
		if below+posts > 0 {
			return fault.New(fault.Conflict, "UNIT_NOT_EMPTY", "该单位还有 %d 个下级单位、%d 个任职，不能撤销。", below, posts)
		}
		if err := tx.DB(ctx).Model(&unitRow{}).Where("id = ?", id).Update("closed_at", utc(by.At)).Error; err != nil {
			return err
		}
		return tx.noteUnit(ctx, id, "closed", "", "", by)
	})
}

// UnitHistory returns what happened to a unit, oldest first.
func (s *Store) UnitHistory(ctx context.Context, id string) ([]models.UnitChange, error) {
	var rows []unitChangeRow
	if err := s.DB(ctx).Where("unit_id = ?", id).Order("at, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	changes := make([]models.UnitChange, len(rows))
	for i, r := range rows {
		changes[i] = models.UnitChange{
			ID: r.ID, UnitID: r.UnitID, At: local(r.At), By: r.MadeBy, What: r.What, Old: r.Old, New: r.New,
		}
	}
	return changes, nil
}

// openUnit returns a unit that is not closed; field is where the client named it.
func (s *Store) openUnit(ctx context.Context, id, field string) (models.Unit, error) {
	u, err := s.Unit(ctx, id)
	if err != nil {
		if fault.Is(err, fault.NotFound) && field != "id" {
			return u, fault.New(fault.Invalid, "UNIT_UNKNOWN", "没有这个单位。").At(field)
		}
		return u, err
	}
	if u.ClosedAt != nil {
		return u, fault.New(fault.Conflict, "UNIT_CLOSED", "该单位已撤销。").At(field)
	}
	return u, nil
}

// lockOrg makes changes of units, posts and proxies wait for each other, so that
// what one has checked another does not change: two moves that together close
// a loop, two delegations that together make a chain.
func (s *Store) lockOrg(ctx context.Context) error {
	return s.bump(ctx, versionOrg)
}

func (s *Store) noteUnit(ctx context.Context, id, what, old, now string, by models.By) error {
	row := unitChangeRow{ID: newID(), UnitID: id, At: utc(by.At), MadeBy: by.PersonID, What: what, Old: old, New: now}
	if err := s.DB(ctx).Create(&row).Error; err != nil {
		return err
	}
	entry := by.Entry(models.SecUnitChanged, "unit", id)
	entry.Detail = map[string]string{"what": what}
	return s.Record(ctx, entry)
}

// rebuildScopes writes anew which units each unit's posts count in: itself and
// every one above it up to and including the nearest organ.
func (s *Store) rebuildScopes(ctx context.Context) error {
	var rows []unitRow
	if err := s.DB(ctx).Find(&rows).Error; err != nil {
		return err
	}
	byID := make(map[string]unitRow, len(rows))
	for _, r := range rows {
		byID[r.ID] = r
	}
	var scopes []scopeRow
	for _, r := range rows {
		for at, depth := r, 0; depth < longestBranch; depth++ {
			scopes = append(scopes, scopeRow{UnitID: r.ID, ScopeID: at.ID, Organ: at.Organ})
			above, ok := byID[at.ParentID]
			if at.Organ || !ok {
				break
			}
			at = above
		}
	}
	if err := s.DB(ctx).Where("1 = 1").Delete(&scopeRow{}).Error; err != nil {
		return err
	}
	return s.DB(ctx).CreateInBatches(scopes, 200).Error
}

func (r unitRow) unit() models.Unit {
	return models.Unit{
		ID: r.ID, ParentID: r.ParentID, Organ: r.Organ, Code: r.Code, Name: r.Name, ShortName: r.ShortName,
		Kind: r.Kind, Sort: r.Sort, OpenedAt: local(r.OpenedAt), ClosedAt: localPtr(r.ClosedAt), Demo: r.Demo,
	}
}
