package store

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// namers are columns that hold the id of a person or of a unit.
var namers = []string{
	"person_id", "actor", "on_behalf_of", "initiator", "owner_unit", "unit", "unit_id", "organ", "assignee", "agent", "pool_unit",
	"principal", "uploaded_by", "sender_unit", "reserved_by", "series_key", "parent_id", "created_by", "author", "scope_id",
}

// beside are tables that RemoveDemo need not look at: they follow a case it
// looks at, or are logs that stay.
var beside = map[string]string{
	"security_log": "stays: a log of ids", "refusals": "stays: a log of ids", "opinions": "follows events",
	"document_versions": "follows documents", "annotations": "follows cases", "archive_items": "follows cases", "clock_entries": "follows events",
	"calendar_years": "stays: who imported", "calendar_days": "stays: who imported", "inbox": "follows tasks",
	"outside_organs": "follows cases",
}

// TestRemovingTheDemonstrationLooksAtEveryTableThatNamesPeople fails when a
// table is added that names a person or a unit and RemoveDemo knows nothing of.
func TestRemovingTheDemonstrationLooksAtEveryTableThatNamesPeople(t *testing.T) {
	s, err := Open(t.Context(), Config{Driver: SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))

	var known strings.Builder
	for _, use := range demoUses {
		known.WriteString(use.count + " ")
	}
	known.WriteString(strings.Join(demoRows, " ") + " FROM people FROM letterheads FROM number_series FROM units ")

	var columns []struct{ TableName, ColumnName string }
	require.NoError(t, s.DB(t.Context()).Raw(`SELECT m.name AS table_name, c.name AS column_name
		FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name IN ?`, namers).Scan(&columns).Error)
	require.Greater(t, len(columns), 20)
	for _, c := range columns {
		if beside[c.TableName] == "" && !strings.Contains(known.String(), "FROM "+c.TableName+" ") {
			t.Errorf("%s.%s: say in demo.go what becomes of it", c.TableName, c.ColumnName)
		}
	}
}
