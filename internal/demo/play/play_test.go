package play_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/internal/demo/play"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/workflows/document"
)

// begin is the first instant of the play: a Monday morning.
var begin = time.Date(2026, 8, 31, 9, 0, 0, 0, calendar.Shanghai)

func papers(t *testing.T) []play.Paper {
	t.Helper()
	file, err := os.Open(testkit.Shared(t, "data", "gongwen-guowuyuan.json"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	list, err := play.ReadPapers(file)
	require.NoError(t, err)
	require.Len(t, list, 30)
	return list
}

// county is a record with the policy and the demonstration county, and a
// committer as the program has it.
func county(t *testing.T, cfg store.Config) *store.Committer {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(ctx))
	shipped, err := policies.Shipped()
	require.NoError(t, err)
	require.NoError(t, s.SeedPolicy(ctx, shipped))
	_, err = demo.Load(ctx, s, "Bu-Ke-Neng-2026", begin.AddDate(-1, 0, 0))
	require.NoError(t, err)
	policy, err := policies.New(ctx, s, time.Now)
	require.NoError(t, err)
	tables, err := store.NewTables(s, document.Definitions())
	require.NoError(t, err)
	return &store.Committer{
		Store: s, Definitions: tables, Powers: policy, Clockwork: store.NewClocks(store.ClockOptions{}), Nouns: store.Documents{},
		People: store.NewStaff,
	}
}

func TestThirtyRealDocumentsGoFromTheDoorToTheArchive(t *testing.T) {
	for name, cfg := range map[string]func(*testing.T) store.Config{
		"sqlite": func(t *testing.T) store.Config {
			return store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")}
		},
		"mysql": func(t *testing.T) store.Config {
			return store.Config{Driver: store.MySQL, DSN: testkit.MySQL(t)}
		},
	} {
		t.Run(name, func(t *testing.T) { playOn(t, county(t, cfg(t))) })
	}
}

func playOn(t *testing.T, committer *store.Committer) {
	t.Helper()
	office, err := play.NewDirect(t.Context(), committer, begin)
	require.NoError(t, err)
	var told strings.Builder
	stats, err := play.Run(t.Context(), office, papers(t), &told)
	if err != nil || testing.Verbose() {
		t.Log(told.String())
	}
	require.NoError(t, err)

	require.Equal(t, 30, stats.Archived, "every document reaches the archive")
	require.Equal(t, 30+stats.ReturnedOut, stats.Received, "those returned to their senders came again")
	require.Positive(t, stats.ReturnedOut)
	require.Positive(t, stats.ReturnedIn)
	require.Positive(t, stats.Late)
	require.Positive(t, stats.Alarms)
	require.Positive(t, stats.Extended)
	require.Positive(t, stats.Proxied)
	require.Equal(t, 5, stats.Issued, "one answer for each that answers a suggestion")
	require.Equal(t, 10, stats.Receipts)
	require.Equal(t, 1, stats.TakenIn)
	require.Positive(t, stats.Refused)
	require.Contains(t, told.String(), "【30】")

	report, err := committer.Verify(t.Context(), nil)
	require.NoError(t, err)
	require.True(t, report.Whole(), "%+v", report.Findings)
	require.Equal(t, stats.Received+stats.Issued+stats.TakenIn, report.Cases)
	require.Equal(t, stats.Received+stats.Issued+stats.TakenIn, report.Numbers, "each has its number, and none was skipped")
}

func TestTheRealDocumentsAreWellFormedAndLawful(t *testing.T) {
	for i, paper := range papers(t) {
		c := paper.DocumentContent
		c.ReceivedOn = "2026-09-01"
		require.Empty(t, c.Validate(), "%d %s", i, c.Title)
		require.NotEmpty(t, c.Body, "%d %s", i, c.Title)
		require.NotEmpty(t, c.SourceDate, "%d %s", i, c.Title)
		for _, words := range c.Words() {
			_, found := classified.Find(words)
			require.False(t, found, "%d %s", i, c.Title)
		}
		findings := models.CheckRules(c, models.OrgFacts{Stage: models.StageIncoming})
		require.False(t, models.Blocked(findings), "%d %s: %+v", i, c.Title, findings)
		for _, finding := range findings {
			t.Logf("%d %s: %s %s %s", i, c.Title, finding.Rule, finding.Level, finding.Reason)
		}
	}
}

func TestAFileWithoutDocumentsIsRefused(t *testing.T) {
	for _, text := range []string{"", "{}", "[]", "<html>"} {
		_, err := play.ReadPapers(strings.NewReader(text))
		require.Error(t, err, text)
	}
}
