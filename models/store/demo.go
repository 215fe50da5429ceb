package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// DemoRemoved counts what RemoveDemo took away.
type DemoRemoved struct{ People, Units, Letterheads, Series int64 }

// What is marked as demonstration data.
const (
	demoPeople = "SELECT id FROM people WHERE demo"
	demoUnits  = "SELECT id FROM units WHERE demo"
	demoSeries = "SELECT series_key FROM number_series WHERE demo"
)

// demoUses are the records that demonstration data may not be taken from under.
var demoUses = []struct{ what, count string }{
	{"件事项", `SELECT COUNT(*) FROM cases WHERE initiator IN (` + demoPeople + `)
		OR owner_unit IN (` + demoUnits + `) OR unit IN (` + demoUnits + `)`},
	{"条办理记录", `SELECT COUNT(*) FROM events WHERE actor IN (` + demoPeople + `) OR on_behalf_of IN (` + demoPeople + `)`},
	{"项任务", `SELECT COUNT(*) FROM tasks WHERE assignee IN (` + demoPeople + `) OR agent IN (` + demoPeople + `)
		OR pool_unit IN (` + demoUnits + `)`},
	{"次分送", `SELECT COUNT(*) FROM deliveries WHERE unit IN (` + demoUnits + `) OR sender_unit IN (` + demoUnits + `)`},
	{"份公文", `SELECT COUNT(*) FROM documents WHERE owner_unit IN (` + demoUnits + `) OR created_by IN (` + demoPeople + `)`},
	{"个文件", `SELECT COUNT(*) FROM files WHERE uploaded_by IN (` + demoPeople + `)`},
	{"个已用编号", `SELECT COUNT(*) FROM numbers WHERE series_key IN (` + demoSeries + `)
		OR reserved_by IN (` + demoPeople + `) OR voided_by IN (` + demoPeople + `)`},
	{"项真实人员在演示单位的任职", `SELECT COUNT(*) FROM posts WHERE unit_id IN (` + demoUnits + `) AND person_id NOT IN (` + demoPeople + `)`},
	{"项与真实人员之间的委托", `SELECT COUNT(*) FROM proxies WHERE (principal IN (` + demoPeople + `)) <> (agent IN (` + demoPeople + `))`},
	{"个演示单位下的真实单位", `SELECT COUNT(*) FROM units WHERE NOT demo AND parent_id IN (` + demoUnits + `)`},
	{"个演示单位的真实发文机关标志", `SELECT COUNT(*) FROM letterheads WHERE NOT demo AND unit_id IN (` + demoUnits + `)`},
	{"个演示单位的真实编号序列", `SELECT COUNT(*) FROM number_series WHERE NOT demo AND organ IN (` + demoUnits + `)`},
}

// demoRows are taken away in this order; the security log stays as it is.
var demoRows = []string{
	"DELETE FROM consents WHERE decision = '" + string(models.Pending) + "' AND (person_id IN (" + demoPeople + ") OR proposed_by IN (" + demoPeople + "))",
	"DELETE FROM password_history WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM sessions WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM answers WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM reservations WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM phrase_uses WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM phrases WHERE person_id IN (" + demoPeople + ") OR organ IN (" + demoUnits + ")",
	"DELETE FROM preferences WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM alarm_offsets WHERE organ IN (" + demoUnits + ")",
	"DELETE FROM tokens WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM proxies WHERE principal IN (" + demoPeople + ")",
	"DELETE FROM posts WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM draft_copies WHERE person_id IN (" + demoPeople + ")",
	"DELETE FROM document_templates WHERE organ IN (" + demoUnits + ")",
	"DELETE FROM definitions WHERE organ IN (" + demoUnits + ")",
	"DELETE FROM number_counters WHERE series_key IN (" + demoSeries + ")",
	"DELETE FROM unit_changes WHERE unit_id IN (" + demoUnits + ")",
	"DELETE FROM unit_scopes WHERE unit_id IN (" + demoUnits + ") OR scope_id IN (" + demoUnits + ")",
}

// RemoveDemo takes people, units, letterheads and series that are marked as
// demonstration data away, with their posts and sessions. Conflict,
// DEMO_IN_USE, with what stands in the way, and nothing is changed.
func (s *Store) RemoveDemo(ctx context.Context, by models.By) (DemoRemoved, error) {
	var gone DemoRemoved
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockOrg(ctx); err != nil {
			return err
		}
		if err := tx.demoFree(ctx); err != nil {
			return err
		}
		for _, statement := range demoRows {
			if err := tx.DB(ctx).Exec(statement).Error; err != nil {
				return err
			}
		}
		for _, last := range []struct {
			table string
			count *int64
		}{
			{"letterheads", &gone.Letterheads}, {"number_series", &gone.Series}, {"people", &gone.People}, {"units", &gone.Units},
		} {
			done := tx.DB(ctx).Exec("DELETE FROM " + last.table + " WHERE demo")
			if done.Error != nil {
				return done.Error
			}
			*last.count = done.RowsAffected
		}
		entry := by.Entry(models.SecSettings, "demo", "")
		entry.Detail = map[string]string{"action": "remove", "people": fmt.Sprint(gone.People), "units": fmt.Sprint(gone.Units)}
		return tx.Record(ctx, entry)
	})
	return gone, err
}

// demoFree refuses while a record depends on demonstration data.
func (s *Store) demoFree(ctx context.Context) error {
	var uses []string
	for _, use := range demoUses {
		var n int64
		if err := s.DB(ctx).Raw(use.count).Scan(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			uses = append(uses, fmt.Sprintf("%d%s", n, use.what))
		}
	}
	if len(uses) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "DEMO_IN_USE",
		"演示数据已被使用（%s），办理记录不可删除，因此不能移除。请另建空库，或逐人办理离岗。", strings.Join(uses, "，"))
}
