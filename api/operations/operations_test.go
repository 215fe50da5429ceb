package operations_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/operations"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// queue has so many workers.
type queue int

func (q *queue) Queue(context.Context) (workers, waiting int, err error) { return int(*q), 2, nil }

func TestHealthTellsWhatIsAwayAndWhatIsLow(t *testing.T) {
	h := apitest.New(t)
	workers, away, free := queue(1), false, uint64(50<<30)
	var unknown error
	operations.Register(h.Door, operations.Deps{
		Record: h.Store, Queue: &workers, Version: "v1", Started: h.Time, Now: h.Now,
		Space: func() (uint64, uint64, error) { return free, 100 << 30, unknown },
		Checks: []operations.Check{{Name: "engine", Ping: func(context.Context) error {
			if away {
				return errors.New("connection refused at 10.0.0.7")
			}
			return nil
		}}},
	})
	sysadmin := h.Person("sysadmin", models.RoleSysadmin, "")
	for _, role := range []string{models.RoleSecadmin, models.RoleAuditor} {
		h.Person(role, role, "").Get("/operations/health").Refused(http.StatusForbidden, "FORBIDDEN")
	}

	var got operations.Health
	sysadmin.Get("/operations/health").Into(&got)
	require.True(t, got.OK)
	require.Contains(t, got.Database, "sqlite 3.")
	require.Equal(t, 3, got.Workload.Sessions)
	require.Equal(t, []string{"流程引擎", "工作进程与任务队列"}, []string{got.Parts[0].Title, got.Parts[1].Title})
	require.Equal(t, 2, got.Waiting)
	require.Equal(t, []int{2027}, got.Calendar)

	require.Nil(t, got.Verified, "nobody verified the record yet")
	_, err := h.Store.KeepVerification(t.Context(), store.Report{Cases: 3, Events: 20, Numbers: 2}, h.Time.Add(-time.Hour))
	require.NoError(t, err)
	sysadmin.Get("/operations/health").Into(&got)
	require.True(t, got.OK)
	require.Equal(t, 3, got.Verified.Cases)
	require.Len(t, got.Verified.Root, 64)
	require.False(t, got.Verified.Stale)
	broken := store.Report{Findings: []store.Finding{{Check: store.CheckChain, Table: "events", CaseID: "c", Seq: 7, Count: 2}}}
	_, err = h.Store.KeepVerification(t.Context(), broken, h.Time.Add(-30*time.Minute))
	require.NoError(t, err)
	sysadmin.Get("/operations/health").Into(&got)
	require.False(t, got.OK, "a broken record is not well")
	require.Equal(t, 2, got.Verified.Broken)
	require.Equal(t, "events c 7", got.Verified.BrokenRow)
	_, err = h.Store.KeepVerification(t.Context(), store.Report{}, h.Time)
	require.NoError(t, err)

	require.Nil(t, got.Backup, "none was noted yet")
	require.NoError(t, h.Store.KeepBackup(t.Context(), models.Backup{At: h.Time.Add(-48 * time.Hour), MadeBy: models.BackupByOutside}))
	sysadmin.Get("/operations/health").Into(&got)
	require.True(t, got.OK, "an old backup is shown, and breaks nothing by itself")
	require.True(t, got.Backup.Stale)
	require.NoError(t, h.Store.KeepBackup(t.Context(), models.Backup{At: h.Time.Add(-time.Hour), MadeBy: models.BackupByRenda, Broken: 1}))
	got = operations.Health{}
	sysadmin.Get("/operations/health").Into(&got)
	require.False(t, got.OK, "a broken copy is nothing to go back to")
	require.False(t, got.Backup.Stale)
	require.NoError(t, h.Store.KeepBackup(t.Context(), models.Backup{At: h.Time, MadeBy: models.BackupByRenda}))

	unknown = errors.New("no such folder")
	got = operations.Health{}
	sysadmin.Get("/operations/health").Into(&got)
	require.False(t, got.OK, "what could not be found out is not well")
	require.Nil(t, got.Disk)

	unknown, workers, away, free = nil, 0, true, 1<<20
	a := sysadmin.Get("/operations/health")
	a.Into(&got)
	require.False(t, got.OK)
	require.False(t, got.Parts[0].OK)
	require.Equal(t, "没有工作进程在取任务", got.Parts[1].Detail)
	require.True(t, got.Disk.Low)
	require.NotContains(t, a.Text, "10.0.0.7", "why is in the log")
}
