package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

func TestABackupIsNotedOnBothDatabases(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, noon := t.Context(), time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
		older := models.Backup{At: noon.Add(-time.Hour), MadeBy: models.BackupByRenda, Name: "renda-20260302-110000.db", Size: 5 << 30, Files: 3}
		require.NoError(t, s.KeepBackup(ctx, older))
		require.NoError(t, s.KeepBackup(ctx, models.Backup{At: noon, MadeBy: models.BackupByOutside}))
		last, err := s.LastBackup(ctx)
		require.NoError(t, err)
		require.Equal(t, models.BackupByOutside, last.MadeBy)
		require.True(t, last.At.Equal(noon))

		file := filepath.Join(t.TempDir(), "copy.db")
		if filepath.Base(t.Name()) == "sqlite" {
			require.NoError(t, s.CopyTo(ctx, file))
			require.FileExists(t, file)
			return
		}
		refused(t, s.CopyTo(ctx, file), fault.Invalid, "NOT_SQLITE")
		require.NoFileExists(t, file)
	})
}
