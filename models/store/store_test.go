package store_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// begin is the first instant of every story: a Monday morning.
var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, calendar.Shanghai)

// forEachDB runs the test on a fresh, migrated record of each kind.
func forEachDB(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for name, config := range map[string]func(t *testing.T) store.Config{
		"sqlite": func(t *testing.T) store.Config {
			return store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")}
		},
		"mysql": func(t *testing.T) store.Config {
			return store.Config{Driver: store.MySQL, DSN: testkit.MySQL(t)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config(t)
			cfg.Log = slog.New(slog.DiscardHandler)
			s, err := store.Open(t.Context(), cfg)
			require.NoError(t, err)
			t.Cleanup(func() { _ = s.Close() })
			require.NoError(t, s.Migrate(t.Context()))
			test(t, s)
		})
	}
}

// office is a small county on a record, with a committer and a clock.
type office struct {
	*store.Committer
	t   testing.TB
	now time.Time
	key int
}

// The people of the office; their ids are their roles.
var staff = []struct{ id, role, unit string }{
	{"drafter", "drafter", "office"},
	{"head", "unit_head", "office"},
	{"chief", "office_head", "office"},
	{"chair", "chair", "organ"},
	{"vice", "vice_chair", "organ"},
	{"vice2", "vice_chair", "organ"},
	{"registrar", "registrar", "office"},
	{"registrar2", "registrar", "office"},
	{"clerk", "clerk_in", "water"},
	{"stranger", "unit_handler", "water"},
}

func newOffice(t *testing.T, s *store.Store) *office {
	t.Helper()
	o := &office{t: t, now: begin}
	o.Committer = &store.Committer{
		Store: s, Definitions: tables{}, Powers: powers{}, Clockwork: store.NewClocks(store.ClockOptions{}),
		People: store.NewStaff,
		Now:    func() time.Time { return o.now },
	}
	ctx, by := t.Context(), models.By{PersonID: process.System, At: begin.AddDate(-1, 0, 0)}
	for _, u := range []models.Unit{
		{ID: "organ", Organ: true, Code: "organ", Name: "蕲春县人大常委会", Kind: models.UnitCongress},
		{ID: "office", ParentID: "organ", Code: "office", Name: "蕲春县人大常委会办公室", Kind: models.UnitOffice},
		{ID: "water", Organ: true, Code: "water", Name: "蕲春县水利局", Kind: models.UnitBureau},
		{ID: "empty", Organ: true, Code: "empty", Name: "蕲春县气象局", Kind: models.UnitBureau},
	} {
		_, err := s.CreateUnit(ctx, u, by)
		require.NoError(t, err)
	}
	for _, p := range staff {
		_, err := s.CreatePerson(ctx, store.NewPerson{Person: models.Person{ID: p.id, Username: p.id, Name: "某" + p.id}}, by)
		require.NoError(t, err)
		_, err = s.GrantPost(ctx, models.Post{PersonID: p.id, UnitID: p.unit, Role: models.Role(p.role)}, by)
		require.NoError(t, err)
	}
	for _, series := range []models.NumberSeries{
		{Key: "qichangfa", Organ: "organ", Kind: models.SeriesIssue, Title: "蕲常发", Prefix: "蕲常发", Format: "{prefix}〔{year}〕{n}号"},
		{Key: "receipts", Organ: "organ", Kind: models.SeriesReceipt, Title: "收文", Format: "收{year}{n:4}"},
	} {
		require.NoError(t, s.SaveSeries(ctx, series))
	}
	return o
}

// tables are the processes of the tests.
type tables struct{}

func (tables) Definition(_ context.Context, key, _ string) (process.Definition, error) {
	return map[string]process.Definition{"test.issue": issueTable(), "test.short": shortTable()}[key], nil
}

// powers are what policy would grant.
type powers struct{}

func (powers) Powers(_ context.Context, person process.Person, _ string) ([]process.Verb, error) {
	for _, p := range person.Posts {
		if p.Role == "office_head" {
			return []process.Verb{
				process.VerbUrge, process.VerbSuspend, process.VerbResume, process.VerbExtend, process.VerbTerminate,
				process.VerbCirculate, process.VerbRecall, process.VerbReroute,
			}, nil
		}
	}
	return nil, nil
}

var allVerbs = []process.Verb{
	process.VerbSave, process.VerbReturn, process.VerbReject, process.VerbRevoke, process.VerbTransfer,
	process.VerbDelegate, process.VerbAddSigner, process.VerbChooseNext, process.VerbCirculate,
}

func approveTo(to process.Target) map[process.Outcome]process.Target {
	return map[process.Outcome]process.Target{process.OutcomeApprove: to}
}

// issueTable is an outgoing paper in short: draft, review by another, countersign,
// number, dispatch.
func issueTable() process.Definition {
	return process.Definition{
		Key: "test.issue", Title: "发文", Version: 1,
		Clocks: []process.ClockRule{{Key: "week", Title: "五个工作日", Amount: 5, Unit: "wd"}},
		Steps: []process.Step{
			{
				Key: "draft", Title: "拟稿", Mode: process.One, Verbs: allVerbs, Actors: []process.Actor{{Kind: process.ActorInitiator}},
				Form: []process.Field{
					{Key: "signers", Label: "会签", Type: process.FieldPersons, Role: "vice_chair"},
					{Key: "units", Label: "主办单位", Type: process.FieldUnits, Role: "clerk_in"},
				},
				Next: approveTo("review"),
			},
			{
				Key: "review", Title: "核稿", Mode: process.One, Verbs: allVerbs, NotBy: []string{"draft"}, Due: "week", Box: "核稿",
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "unit_head", Unit: process.UnitInitiator}},
				Next:   approveTo("countersign"),
			},
			{
				Key: "countersign", Title: "会签", Mode: process.All, Verbs: allVerbs, Signs: true,
				Actors: []process.Actor{{Kind: process.ActorField, Field: "signers", Optional: true}},
				When:   []process.Condition{{Field: "signers", Op: "set"}},
				Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "number", process.OutcomeDisagree: "draft"},
			},
			{
				Key: "number", Title: "登记", Mode: process.One, Verbs: allVerbs,
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "registrar", Unit: process.UnitOwner}},
				Form: []process.Field{
					{Key: process.FieldInside, Label: "分送单位", Type: process.FieldUnits},
					{Key: process.FieldOutside, Label: "外送单位", Type: process.FieldRecipients},
				},
				Effects: []process.Effect{{Kind: process.EffectNumber, On: "leave", Slot: "doc_no", Series: models.SeriesIssue}},
				Next:    approveTo("dispatch"),
			},
			{
				Key: "dispatch", Title: "分送", Mode: process.One, Verbs: allVerbs, Final: true,
				Actors:  []process.Actor{{Kind: process.ActorPool, Role: "registrar", Unit: process.UnitOwner}},
				Effects: []process.Effect{{Kind: process.EffectDispatch, On: "enter"}, {Kind: process.EffectRender, On: "enter"}},
				Next:    approveTo("end:completed"),
			},
		},
	}
}

// shortTable takes a receipt number and waits for a registrar.
func shortTable() process.Definition {
	return process.Definition{
		Key: "test.short", Title: "收文", Version: 1,
		Steps: []process.Step{
			{
				Key: "register", Title: "登记", Mode: process.One, Verbs: allVerbs, Actors: []process.Actor{{Kind: process.ActorInitiator}},
				Effects: []process.Effect{{Kind: process.EffectNumber, On: "leave", Slot: "receipt_no", Series: models.SeriesReceipt}},
				Next:    approveTo("file"),
			},
			{
				Key: "file", Title: "归档", Mode: process.One, Verbs: allVerbs,
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "registrar", Unit: process.UnitOwner}},
				Next:   approveTo("end:completed"),
			},
		},
	}
}

// with changes a command before it is sent.
type with func(*process.Command)

func form(pairs ...string) with {
	return func(c *process.Command) {
		if c.Form == nil {
			c.Form = process.Form{}
		}
		for i := 0; i < len(pairs); i += 2 {
			c.Form[pairs[i]] = append(c.Form[pairs[i]], pairs[i+1])
		}
	}
}

func opinion(text string) with {
	return func(c *process.Command) { c.Opinion = &process.Opinion{Text: text} }
}

// act makes an act of one command, a minute after the last.
func (o *office) act(caseID, person string, verb process.Verb, with ...with) contract.Act {
	o.now = o.now.Add(time.Minute)
	o.key++
	c := process.Command{Verb: verb, By: process.Person{ID: person}, Port: "pc"}
	for _, f := range with {
		f(&c)
	}
	return contract.Act{
		ID: person + ":" + ulid.Make().String(), Digest: "d", CaseID: caseID, Commands: []process.Command{c},
	}
}

// try sends an act and returns what came of it.
func (o *office) try(caseID, person string, verb process.Verb, with ...with) (contract.Committed, error) {
	return o.Commit(o.t.Context(), o.act(caseID, person, verb, with...))
}

// do sends an act that must succeed.
func (o *office) do(caseID, person string, verb process.Verb, with ...with) contract.Committed {
	o.t.Helper()
	done, err := o.try(caseID, person, verb, with...)
	require.NoError(o.t, err)
	return done
}

// opening is the act that opens a case.
func (o *office) opening(table, person, title string, with ...with) contract.Act {
	id := ulid.Make().String()
	act := o.act(id, person, process.VerbOpen, append(with, func(c *process.Command) {
		c.Opening = &process.Opening{Title: title, OwnerUnit: "organ", Unit: "office"}
	})...)
	act.Definition = table
	return act
}

// open opens a case and returns its id.
func (o *office) open(table, person, title string, with ...with) string {
	o.t.Helper()
	act := o.opening(table, person, title, with...)
	_, err := o.Commit(o.t.Context(), act)
	require.NoError(o.t, err)
	return act.CaseID
}

// viewer is a person as he looks.
func (o *office) viewer(person string) models.Viewer {
	o.t.Helper()
	p, err := o.PersonFor(o.t.Context(), person, o.now)
	require.NoError(o.t, err)
	return models.Viewer{PersonID: person, Addresses: store.Addresses(p)}
}

// whole proves the record.
func (o *office) whole() {
	o.t.Helper()
	report, err := o.Verify(o.t.Context(), nil)
	require.NoError(o.t, err)
	require.Empty(o.t, report.Findings)
}

// inbox is the first page of a box of a person.
func (o *office) inbox(person string, box store.Box) []store.InboxItem {
	o.t.Helper()
	page, err := o.Inbox(o.t.Context(), o.viewer(person), store.InboxQuery{Box: box, Now: o.now})
	require.NoError(o.t, err)
	return page.Items
}

// told are the kinds of what a person was told.
func (o *office) told(person string) []string {
	o.t.Helper()
	notes, err := o.Notifications(o.t.Context(), 0, 1000)
	require.NoError(o.t, err)
	addresses := o.viewer(person).Addresses
	var kinds []string
	for _, n := range notes {
		if slices.Contains(addresses, n.Address) {
			kinds = append(kinds, n.Kind)
		}
	}
	return kinds
}

// effects says that all effects of a case are done.
func (o *office) effects(caseID string) {
	o.t.Helper()
	position, err := o.Load(o.t.Context(), caseID)
	require.NoError(o.t, err)
	for _, e := range position.Effects {
		o.do(caseID, process.System, process.VerbEffectDone, func(c *process.Command) {
			c.Effect = &process.EffectResult{ID: e.ID}
		})
	}
}

func because(text string) with {
	return func(c *process.Command) { c.Reason = text }
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		require.NoError(t, err)
		return v
	}
}
