package app_test

import (
	"encoding/json"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
	"github.com/zhihui-renda/renda/workflows/document"
)

// county is the demonstration county on a record of its own, without an engine.
type county struct {
	*app.App
	t      *testing.T
	id     string
	last   contract.Act
	counts map[string]int64
}

func newCounty(t *testing.T, environ ...string) *county {
	t.Helper()
	cfg, err := config.Read(append([]string{"RENDA_DATA_DIR=" + filepath.Join(t.TempDir(), "data")}, environ...))
	require.NoError(t, err)
	a, err := app.Open(t.Context(), cfg, slog.New(slog.DiscardHandler), "test")
	require.NoError(t, err)
	t.Cleanup(a.Close)
	_, err = demo.Load(t.Context(), a.Store, "Qichun-demo-2026", time.Now())
	require.NoError(t, err)
	return &county{App: a, t: t, id: ulid.Make().String(), counts: map[string]int64{}}
}

func (c *county) person(username string) string {
	c.t.Helper()
	p, err := c.Store.PersonByUsername(c.t.Context(), username)
	require.NoError(c.t, err)
	return p.ID
}

func (c *county) unit(code string) string {
	c.t.Helper()
	units, err := c.Store.Units(c.t.Context(), false)
	require.NoError(c.t, err)
	for _, u := range units {
		if u.Code == code {
			return u.ID
		}
	}
	c.t.Fatalf("no unit %s", code)
	return ""
}

// act commits the commands of one person and notes the statements it took.
func (c *county) act(name, username string, noun *contract.Noun, commands ...process.Command) contract.Committed {
	c.t.Helper()
	id := c.person(username) + ":" + ulid.Make().String()
	act := contract.Act{ID: id, Digest: id, CaseID: c.id, Commands: commands, Noun: noun}
	for i := range commands {
		commands[i].ID = id + string(rune('a'+i))
		commands[i].By.ID = c.person(username)
		commands[i].Port = "pc"
		if commands[i].Opening != nil {
			act.Definition = document.ReceiveKey
		}
	}
	c.last = act
	ctx, n := store.CountStatements(c.t.Context())
	done, err := c.Committer.Commit(ctx, act)
	require.NoError(c.t, err, name)
	c.counts[name] = atomic.LoadInt64(n)
	return done
}

func outcome(o process.Outcome, form process.Form, words string) process.Command {
	command := process.Command{Verb: process.VerbApprove, Outcome: o, Form: form}
	if words != "" {
		command.Opinion = &process.Opinion{Text: words}
	}
	return command
}

// received opens the case of a paper that came in: content, case, signature and
// registration in one act.
func (c *county) received() contract.Committed {
	c.t.Helper()
	content, err := json.Marshal(models.DocumentContent{
		Flow: models.Incoming, Kind: models.KindRequest, Direction: models.Upward, Title: "关于水库除险加固资金的请示",
		Urgency: models.UrgencyUrgent, SourceOrg: "蕲春县水利和湖泊局", SourceDate: "2026-11-20", ReceivedOn: "2026-11-23",
		Channel: models.ChannelPaper, Copies: 1, Body: []models.Block{{Kind: models.BlockParagraph, Text: "现将有关情况请示如下。"}},
	})
	require.NoError(c.t, err)
	hash, err := c.Store.PutContent(c.t.Context(), content)
	require.NoError(c.t, err)
	return c.act("open, sign for, register", "registrar",
		&contract.Noun{Kind: store.NounDocument, ID: c.id, Content: hash},
		process.Command{Verb: process.VerbOpen, Text: &process.Text{Hash: hash}, Opening: &process.Opening{
			CaseID: c.id, Title: "关于水库除险加固资金的请示", Urgency: models.UrgencyUrgent,
			OwnerUnit: c.unit(demo.Congress), Unit: c.unit("npc-office"), NounKind: store.NounDocument, NounID: c.id,
		}},
		outcome(process.OutcomeApprove, process.Form{"count": {"1"}, "channel": {"paper"}}, ""),
		outcome(process.OutcomeApprove, process.Form{"receipt_series": {"npc-receipt"}}, ""),
	)
}

// budgets are what each act may cost in SQL statements, exactly: more is a
// loss, less is a new budget. The aim is at most 25 an act; the
// first one here is three acts in one. SQLite keeps the search index in a table
// of its own.
var budgets = map[string]map[string]int64{
	"sqlite": {
		"open, sign for, register": 22, "first check": 10, "propose": 13, "instruct": 16,
		"handle": 15, "answer": 9, "close": 10, "archive": 17, "the same act again": 4,
	},
	"mysql": {
		"open, sign for, register": 20, "first check": 10, "propose": 12, "instruct": 15,
		"handle": 14, "answer": 9, "close": 10, "archive": 17, "the same act again": 4,
	},
}

func TestAnActKeepsToItsBudgetOfStatements(t *testing.T) {
	for name, environ := range map[string][]string{
		"sqlite": nil,
		"mysql":  {"RENDA_DB_DRIVER=mysql", "RENDA_DB_DSN=" + testkit.MySQL(t)},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounty(t, environ...)
			c.tell() // tables and the calendar are read once a process
			c.id, c.counts = ulid.Make().String(), map[string]int64{}
			c.tell()
			c.again("the same act again")
			require.Equal(t, budgets[name], c.counts)
		})
	}
}

// tell brings a paper from the registry to the archive.
func (c *county) tell() {
	c.t.Helper()
	c.received()
	yes := []string{"yes"}
	c.act("first check", "registrar", nil, outcome(process.OutcomeApprove, process.Form{
		"check_ours": yes, "check_rules": yes, "check_format": yes, "check_consulted": yes, "check_drafting": yes,
	}, ""))
	c.act("propose", "office_head", nil, outcome(document.OutcomeInstruct, process.Form{
		"leaders": {c.person("vice_chair")}, "lead_unit": {c.unit("water")},
	}, "拟请副主任阅示，水利局承办。"))
	c.act("instruct", "vice_chair", nil, outcome(document.OutcomeHandle, nil, "请水利局认真办理。"))
	c.act("handle", "water_handler", nil, outcome(process.OutcomeApprove, process.Form{"result": {"done"}}, "已办理。"))
	c.act("answer", "water_handler", nil, outcome(document.OutcomeNotNeeded, process.Form{
		"no_answer_reason": {"来文不要求答复。"},
	}, ""))
	c.act("close", "registrar", nil, outcome(process.OutcomeApprove, nil, ""))
	c.act("archive", "archivist", nil, outcome(process.OutcomeApprove, process.Form{
		"fonds": {"X001"}, "archive_year": {"2026"}, "retention": {"30y"}, "archive_category": {"办公室"},
	}, ""))
}

// again sends the last act once more.
func (c *county) again(name string) {
	c.t.Helper()
	ctx, n := store.CountStatements(c.t.Context())
	_, err := c.Committer.Commit(ctx, c.last)
	require.NoError(c.t, err)
	c.counts[name] = atomic.LoadInt64(n)
}
