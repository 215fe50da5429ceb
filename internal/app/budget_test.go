package app_test

import (
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
	tasks  map[string]string
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

// received opens the case of a paper that came in, signed for and registered.
func (c *county) received() contract.Committed {
	c.t.Helper()
	return c.act("open, sign for", "registrar", nil,
		process.Command{Verb: process.VerbOpen, Opening: &process.Opening{
			CaseID: c.id, Title: "关于加强水库安全管理的通知", Urgency: models.UrgencyUrgent, OwnerUnit: c.unit(demo.Congress), Unit: c.unit("npc-office"),
		}},
		outcome(process.OutcomeApprove, process.Form{"count": {"1"}, "channel": {"paper"}}, ""),
		outcome(process.OutcomeApprove, process.Form{"receipt_series": {"npc-receipt"}}, ""),
	)
}

func TestStatementsOfAnAct(t *testing.T) {
	_ = testkit.Root
	c := newCounty(t)
	c.received()
	checks := process.Form{}
	for _, key := range []string{"check_ours", "check_rules", "check_format", "check_consulted", "check_drafting"} {
		checks[key] = []string{"yes"}
	}
	c.act("first check", "registrar", nil, outcome(process.OutcomeApprove, checks, ""))
	c.act("propose", "office_head", nil, outcome(document.OutcomeInstruct, process.Form{
		"leaders": {c.person("vice_chair")}, "lead_unit": {c.unit("water")},
	}, "拟请副主任阅示，水利局承办。"))
	c.act("instruct", "vice_chair", nil, outcome(document.OutcomeHandle, nil, "请水利局认真办理。"))
	for name, n := range c.counts {
		t.Log(name, n)
	}
}
