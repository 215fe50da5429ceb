package child_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/child"
)

// pids reads what the child wrote down at each start.
func pids(t *testing.T, file string) []int {
	t.Helper()
	text, _ := os.ReadFile(file)
	var all []int
	for line := range strings.Lines(string(text)) {
		pid, err := strconv.Atoi(strings.TrimSpace(line))
		require.NoError(t, err)
		all = append(all, pid)
	}
	return all
}

func alive(pid int) bool { return syscall.Kill(pid, 0) == nil }

func TestAChildThatDiesIsStartedAgainAndEndsWithUs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pids")
	var said syncBuffer
	c := &child.Child{
		Name: "sleeper", Path: "/bin/sh", Args: []string{"-c", `echo $$ >>"$0"; echo awake >&2; exec sleep 600`, file},
		Log: slog.New(slog.NewTextHandler(&said, nil)),
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); c.Run(ctx) }()

	require.Eventually(t, func() bool { return len(pids(t, file)) == 1 }, 5*time.Second, 10*time.Millisecond)
	first := pids(t, file)[0]
	require.NoError(t, syscall.Kill(first, syscall.SIGKILL))
	require.Eventually(t, func() bool { return len(pids(t, file)) == 2 }, 5*time.Second, 10*time.Millisecond)
	second := pids(t, file)[1]
	require.True(t, alive(second))
	require.Contains(t, said.String(), "awake")

	cancel()
	<-ended
	require.False(t, alive(second))
}

// TestMain lets this test binary be the parent that is killed in the test
// below.
func TestMain(m *testing.M) {
	if file := os.Getenv("CHILD_TEST_PARENT"); file != "" {
		c := &child.Child{
			Name: "orphan", Path: "/bin/sh", Args: []string{"-c", `echo $$ >>"$0"; exec sleep 600`, file},
			Log: slog.New(slog.DiscardHandler),
		}
		c.Run(context.Background())
	}
	os.Exit(m.Run())
}

func TestAChildDoesNotOutliveAKilledParent(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pids")
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), "CHILD_TEST_PARENT="+file)
	require.NoError(t, parent.Start())
	require.Eventually(t, func() bool { return len(pids(t, file)) == 1 }, 5*time.Second, 10*time.Millisecond)
	orphan := pids(t, file)[0]
	require.True(t, alive(orphan))
	require.NoError(t, parent.Process.Kill())
	_ = parent.Wait()
	require.Eventually(t, func() bool { return !alive(orphan) }, 5*time.Second, 10*time.Millisecond)
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
