package e2e_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
	"github.com/zhihui-renda/renda/internal/testkit"
)

// cluster runs what `make cluster` runs and waits until it says that it is
// ready.
func cluster(t *testing.T) (*rig.Rig, int) {
	t.Helper()
	root := testkit.Root(t)
	testkit.TemporalCLI(t)
	if _, err := exec.LookPath("mariadbd"); err != nil {
		testkit.Missing(t, "mariadbd (Debian package mariadb-server)")
	}
	// The script's processes listen beside the first: scripts/cluster.
	const engine, db = 20, 21
	api := testkit.FreePorts(t, 0, 1, 10, 11, engine, db)
	cmd := exec.CommandContext(t.Context(), "bash", filepath.Join(root, "scripts", "cluster"))
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	cmd.Env = append(cmd.Environ(), "CLUSTER_DIR="+filepath.Join(t.TempDir(), "c"),
		"RENDA="+rig.Binary(t), "RENDA_DEMO_PASSWORD="+rig.Password,
		fmt.Sprintf("CLUSTER_DB_PORT=%d", api+db),
		fmt.Sprintf("CLUSTER_ENGINE_PORT=%d", api+engine),
		fmt.Sprintf("CLUSTER_API_PORT=%d", api))
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = cmd.Stdout
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.HasPrefix(lines.Text(), "ready:") {
			return rig.Attach(t, api, api+1), api
		}
	}
	t.Fatalf("the cluster did not get ready:\n%s", said.String())
	return nil, 0
}

// TestAPaperGoesThroughTheCluster opens a paper at one API process, acts on it
// at the other, and hears of it live at the first.
func TestAPaperGoesThroughTheCluster(t *testing.T) {
	r, _ := cluster(t)
	registrar, head := r.SignIn(t, "registrar"), r.SignIn(t, "office_head")
	head.Use(1) // the session of one process is good at the other

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	live := listen(ctx, t, head, r.URL(0))

	opened := openIncoming(t, registrar, "关于水库除险加固资金的请示")
	registrar.Use(1)
	registrar.Post("/api/v1/cases/"+opened+"/acts", map[string]any{
		"verb": "approve", "outcome": "approve", "form": firstCheck(),
	}, nil)

	require.Contains(t, <-live, opened, "the other process told of the new task")
	var page struct {
		Items []struct {
			Case struct{ ID string } `json:"case"`
		} `json:"items"`
	}
	head.Get("/api/v1/inbox?box=todo", &page)
	require.Len(t, page.Items, 1)
	require.Equal(t, opened, page.Items[0].Case.ID)
}

// listen sends the data of each live notice that names a case.
func listen(ctx context.Context, t *testing.T, c *rig.Client, url string) <-chan string {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/api/v1/notices/stream", nil)
	require.NoError(t, err)
	answer, err := c.Do(request)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	notices := make(chan string, 16)
	go func() {
		defer close(notices)
		defer func() { _ = answer.Body.Close() }()
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && strings.Contains(data, `"case":`) {
				notices <- data
			}
		}
	}()
	return notices
}

func firstCheck() map[string][]string {
	form := map[string][]string{}
	for _, point := range []string{"ours", "rules", "format", "consulted", "drafting"} {
		form["check_"+point] = []string{"yes"}
	}
	return form
}

// openIncoming signs for and registers a paper and returns its case.
func openIncoming(t *testing.T, c *rig.Client, title string) string {
	t.Helper()
	var answer struct {
		CaseID string `json:"case_id"`
	}
	c.Post("/api/v1/documents/incoming", map[string]any{
		"document": map[string]any{
			"kind": "REQUEST", "direction": "UPWARD", "title": title, "source_org": "蕲春县水利和湖泊局",
			"source_date": "2026-11-20", "received_on": "2026-11-23", "channel": "paper", "copies": 1,
			"body": []map[string]any{{"kind": "paragraph", "text": "现将资金安排的有关情况请示如下，请予研究。"}},
		},
		"register": map[string]string{"series": "npc-receipt"},
	}, &answer)
	require.NotEmpty(t, answer.CaseID)
	return answer.CaseID
}
