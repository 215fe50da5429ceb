package e2e_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
	"github.com/zhihui-renda/renda/internal/demo/play"
	"github.com/zhihui-renda/renda/internal/testkit"
)

// TestRecordHistories writes the fixtures of worker/replay_test.go. It is run
// by hand, on the code that is being released:
//
//  1. check the release out and `make build`;
//  2. RENDA_TEST_RECORD=/tmp/histories go test -p 1 ./worker ./e2e -run 'Leaves|Rings|RecordHistories';
//  3. copy the histories worth keeping to workflows/testdata/replay/<release>,
//     named by what happens in them.
func TestRecordHistories(t *testing.T) {
	dir := os.Getenv("RENDA_TEST_RECORD")
	if dir == "" {
		t.Skip("set RENDA_TEST_RECORD to a folder to write histories to it")
	}
	require.NoError(t, os.MkdirAll(dir, 0o700))
	file, err := os.Open(testkit.Shared(t, "data", "gongwen-guowuyuan.json"))
	require.NoError(t, err)
	papers, err := play.ReadPapers(file)
	require.NoError(t, err)
	require.NoError(t, file.Close())

	r := rig.Start(t, rig.Options{APIs: 1, Workers: 1, Env: []string{"RENDA_RATE=0"}})
	_, err = play.Run(t.Context(), newWire(t, r), papers, io.Discard)
	require.NoError(t, err)
	record := r.OpenRecord(t)
	// One whose run starts after all its alarms are past.
	late := record.LateCase(t, time.Now().AddDate(0, 0, -9))
	r.Workers[0].Stop()
	r.Workers[0].Start(t)
	r.WorkerReady(0)
	require.Eventually(t, func() bool { return record.Rang(t, late) == record.Alarms(t, late) }, 30*time.Second, 100*time.Millisecond)
	for _, id := range record.All(t) {
		out, err := r.Run("history", id, filepath.Join(dir, id+".json.gz"))
		require.NoError(t, err, out)
	}
	require.NoError(t, os.Rename(filepath.Join(dir, late+".json.gz"), filepath.Join(dir, "late.json.gz")))
}
