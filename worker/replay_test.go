package worker_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/log"
	sdk "go.temporal.io/sdk/worker"

	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/worker"
)

func replay(t *testing.T, history *historypb.History) error {
	t.Helper()
	replayer := sdk.NewWorkflowReplayer()
	worker.RegisterWorkflows(replayer)
	return replayer.ReplayWorkflowHistory(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), history)
}

// fixtures are the recorded histories, one folder a release. They are written
// by `renda history` of the release, never by the code under test; a folder may
// go when no run of that release is open any more.
func fixtures(t *testing.T) map[string]*historypb.History {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testkit.Root(t), "workflows", "testdata", "replay", "*", "*.json.gz"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "no recorded history was found")
	all := map[string]*historypb.History{}
	for _, file := range files {
		f, err := os.Open(file)
		require.NoError(t, err)
		history, err := worker.ReadHistory(f)
		require.NoError(t, err, file)
		require.NoError(t, f.Close())
		all[filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file)] = history
	}
	return all
}

func TestReplayOfRecordedHistories(t *testing.T) {
	for name, history := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, replay(t, history))
		})
	}
}

// A test that cannot fail proves nothing: a history that the code would not
// have written must be noticed.
func TestReplayNoticesAnotherHistory(t *testing.T) {
	for name, history := range fixtures(t) {
		for _, event := range history.Events {
			if a := event.GetMarkerRecordedEventAttributes(); a != nil {
				a.MarkerName = "another" // as if there had been no commit
			}
			if a := event.GetActivityTaskScheduledEventAttributes(); a != nil {
				a.ActivityType = &commonpb.ActivityType{Name: "Another"}
			}
			if event.EventType == enumspb.EVENT_TYPE_TIMER_STARTED {
				event.GetTimerStartedEventAttributes().TimerId = "another"
			}
		}
		require.Error(t, replay(t, history), name)
	}
}
