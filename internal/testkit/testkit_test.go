package testkit_test

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/testkit"
)

func TestMySQLGivesEachTestADatabaseOfItsOwn(t *testing.T) {
	one, two := testkit.MySQL(t), testkit.MySQL(t)
	require.NotEqual(t, one, two)
	db, err := sql.Open("mysql", one)
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	var version string
	require.NoError(t, db.QueryRowContext(t.Context(), "SELECT VERSION()").Scan(&version))
	require.Contains(t, version, "MariaDB")
}
