package trial_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/internal/trial"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

var now = time.Date(2026, 11, 23, 10, 0, 0, 0, calendar.Shanghai)

// county is the demonstration county, with a calendar that only counts days.
type county struct{ *store.Store }

func (county) DueOf(_ context.Context, c process.Clock, at time.Time) (process.Instants, error) {
	due := at.AddDate(0, 0, c.Amount)
	return process.Instants{Due: due, DueDay: due.Format(time.DateOnly)}, nil
}

func load(t *testing.T) county {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	_, err = demo.Load(t.Context(), s, "Qichun-2026-try", now)
	require.NoError(t, err)
	return county{s}
}

// by is a script that the person with the user name opens.
func (c county) by(t *testing.T, username string, answers ...trial.Answer) trial.Script {
	t.Helper()
	person, err := c.PersonByUsername(t.Context(), username)
	require.NoError(t, err)
	places, err := c.Workplaces(t.Context(), person.ID, now)
	require.NoError(t, err)
	return trial.Script{
		Opening:   process.Opening{CaseID: "trial", Title: "试运行", OwnerUnit: places[0].Organ, Unit: places[0].Unit},
		Initiator: person.ID, At: now, Answers: answers,
	}
}

func (c county) run(t *testing.T, d process.Definition, script trial.Script) trial.Report {
	t.Helper()
	report, err := trial.Run(t.Context(), c, d, script)
	require.NoError(t, err)
	return report
}

func steps(r trial.Report) []string {
	var keys []string
	for _, stop := range r.Stops {
		keys = append(keys, stop.Step)
	}
	return keys
}

func TestTrials(t *testing.T) {
	c := load(t)
	t.Run("the shipped tables are walked to their ends", c.walksShipped)
	t.Run("answers are those of the script", c.followsScript)
	t.Run("a trial says where it goes no further", c.getsStuck)
}

func (c county) walksShipped(t *testing.T) {
	got := c.run(t, document.Receive(), c.by(t, "clerk_in"))
	require.Nil(t, got.Stuck)
	require.Equal(t, process.StatusCompleted, got.Status)
	require.Equal(t, []string{"sign_for", "register", "first_check", "propose", "handle", "answer", "close", "archive"}, steps(got))
	handle := got.Stops[4]
	require.Equal(t, "handle", handle.Rule)
	require.Equal(t, "2026-11-28", handle.DueDay)
	require.NotEmpty(t, handle.Asked[0].Person)
	require.Equal(t, "unit_handler", handle.Asked[0].Pool.Role)
	require.Contains(t, got.Stops[3].Sampled, "lead_unit", "said to be made up")
	require.Equal(t, []string{"receipt_no"}, got.Stops[1].Numbers)

	got = c.run(t, document.Issue(), c.by(t, "drafter"))
	require.Nil(t, got.Stuck)
	require.Equal(t, process.StatusCompleted, got.Status)
	require.Equal(t, process.CameSkipped, got.Stops[2].How, "nobody is named to countersign")
	require.NotEqual(t, got.Stops[0].Asked[0].Person, got.Stops[1].Asked[0].Person, "nobody reviews his own draft")
}

func (c county) followsScript(t *testing.T) {
	got := c.run(t, document.Receive(), c.by(t, "clerk_in", trial.Answer{Step: "first_check", Outcome: document.OutcomeReturnToSender}))
	require.Equal(t, process.StatusReturned, got.Status)
	require.Equal(t, []string{"sign_for", "register", "first_check"}, steps(got))
	got = c.run(t, document.Receive(), c.by(t, "clerk_in", trial.Answer{Step: "propose", Outcome: document.OutcomeInstruct}))
	require.Contains(t, steps(got), "instruct")

	script := c.by(t, "clerk_in")
	script.Form = process.Form{"deadline": {"2026-12-31"}}
	got = c.run(t, document.Receive(), script)
	require.Equal(t, "2026-11-23", got.Stops[4].DueDay, "a day named counts nothing here")
}

func (c county) getsStuck(t *testing.T) {
	d := document.Receive()
	d.Steps[1].Actors[0].Role = "voter"
	got := c.run(t, d, c.by(t, "clerk_in"))
	require.Equal(t, process.CodeNobodyThere, got.Stuck.Code)
	require.Equal(t, []string{"sign_for", "register"}, steps(got))
	require.Zero(t, got.Stops[1].Asked[0].Holders)

	got = c.run(t, document.Issue(), c.by(t, "unit_head"))
	require.NotNil(t, got.Stuck, "the only head of the unit drafted himself")
	require.Equal(t, process.CodeSeparation, got.Stuck.Code)

	d = document.Issue()
	d.Steps[1].Next[process.OutcomeApprove] = "draft"
	got = c.run(t, d, c.by(t, "drafter"))
	require.EqualValues(t, "TRIAL_CIRCLE", got.Stuck.Code)
}
