package e2e_test

import (
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
)

// enginePIDs are the engines that `renda serve` has started so far.
func enginePIDs(t *testing.T, r *rig.Rig) []int {
	t.Helper()
	var pids []int
	for _, found := range regexp.MustCompile(`"child":"temporal","pid":(\d+)`).FindAllStringSubmatch(r.APIs[0].Log(), -1) {
		pid, err := strconv.Atoi(found[1])
		require.NoError(t, err)
		pids = append(pids, pid)
	}
	return pids
}

func TestTheEngineItBringsAlongIsKeptAliveAndLeavesWithIt(t *testing.T) {
	r := rig.Start(t, rig.Options{})
	c := r.SignIn(t, "registrar")
	got := received(c, "关于引擎看护的请示")
	require.Len(t, enginePIDs(t, r), 1)

	require.NoError(t, syscall.Kill(enginePIDs(t, r)[0], syscall.SIGKILL))
	c.Post(acts(got.CaseID), checked(), nil) // waits for the engine to come back
	require.Len(t, enginePIDs(t, r), 2)

	// Killed with -9 it takes the engine along, so that it can start again.
	r.APIs[0].Kill()
	require.Eventually(t, func() bool { return syscall.Kill(enginePIDs(t, r)[1], 0) != nil }, 10*time.Second, 20*time.Millisecond)
	r.APIs[0].Start(t)
	r.Ready(0)
	c.Post(acts(got.CaseID), map[string]any{"verb": "urge", "reason": "请抓紧办理。"}, nil)

	// Asked to end it ends in order and says nothing is wrong.
	r.APIs[0].Stop()
	pids := enginePIDs(t, r)
	require.Error(t, syscall.Kill(pids[len(pids)-1], 0))
	require.NotContains(t, r.APIs[0].Log(), "panic")
}

func TestAWrongSettingStopsTheStartWithASentence(t *testing.T) {
	r := rig.Start(t, rig.Options{Bare: true})
	r.APIs[0].Stop()
	for _, wrong := range []string{"RENDA_LISTEN=nowhere", "RENDA_DB_DRIVER=oracle", "RENDA_NO_SUCH_SETTING=1"} {
		out, err := r.RunWith([]string{wrong}, "serve")
		require.Error(t, err)
		name, _, _ := strings.Cut(wrong, "=")
		require.Contains(t, out, name)
		require.Len(t, strings.Split(strings.TrimSpace(out), "\n"), 1, out)
	}
}

func TestAnEmptySystemAsksForItsAdministrators(t *testing.T) {
	r := rig.Start(t, rig.Options{Bare: true})
	require.Contains(t, r.APIs[0].Log(), "renda admin create sysadmin")
	out, err := r.Run("admin", "create", "sysadmin", "root1", "陈守正")
	require.NoError(t, err, out)
	require.Contains(t, out, "口令")
	out, err = r.Run("admin", "create", "sysadmin", "root2", "李守正")
	require.Error(t, err, out)
}
