package rig

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
	"github.com/zhihui-renda/renda/workflows/document"
)

// Record looks into the record of a rig beside its processes.
type Record struct {
	*app.App
	units, people map[string]string // ids by code and by user name
}

// OpenRecord opens the record.
func (r *Rig) OpenRecord(t testing.TB) *Record {
	t.Helper()
	cfg, err := config.Read(r.env)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), cfg, slog.New(slog.DiscardHandler), "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	record := &Record{App: a, units: map[string]string{}, people: map[string]string{}}
	units, err := a.Store.Units(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		record.units[u.Code] = u.ID
	}
	for _, username := range []string{"registrar", "registrar2", "office_head", "vice_chair", "water_handler"} {
		p, err := a.Store.PersonByUsername(t.Context(), username)
		if err != nil {
			t.Fatal(err)
		}
		record.people[username] = p.ID
	}
	return record
}

// Unit is the id of a unit of the demonstration county.
func (r *Record) Unit(code string) string { return r.units[code] }

// Person is the id of a person of the demonstration county.
func (r *Record) Person(username string) string { return r.people[username] }

// Acts counts the acts of people in the ledger by their ids: the commands
// written, and the acts that events name. Both must agree.
func (r *Record) Acts(t testing.TB) map[string]int {
	t.Helper()
	written := map[string]int{}
	for _, id := range r.column(t, "SELECT id FROM commands") {
		written[id]++
	}
	named := map[string]bool{}
	for _, id := range r.column(t, "SELECT DISTINCT command_id FROM events") {
		id, _, _ = strings.Cut(id, "#") // the second command of an act
		named[id] = true
	}
	for id := range written {
		if strings.HasPrefix(id, process.System) {
			delete(written, id)
		}
	}
	for id := range named {
		if _, ok := written[id]; !ok && !strings.HasPrefix(id, process.System) {
			t.Errorf("the ledger has events of %s, which was not written", id)
		}
	}
	return written
}

// Rang counts the alarms in a case's ledger.
func (r *Record) Rang(t testing.TB, caseID string) int {
	t.Helper()
	return len(r.column(t, "SELECT seq FROM events WHERE type = 'clock-rang' AND case_id = ?", caseID))
}

// Alarms counts the alarms that the clock of a case was given.
func (r *Record) Alarms(t testing.TB, caseID string) int {
	t.Helper()
	alarms := 0
	for _, text := range r.column(t, "SELECT alarms FROM clocks WHERE case_id = ?", caseID) {
		var all []process.Alarm
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			t.Fatal(err)
		}
		alarms += len(all)
	}
	return alarms
}

// Open are the ids of cases that are not closed.
func (r *Record) Open(t testing.TB) []string {
	t.Helper()
	return r.column(t, "SELECT id FROM cases WHERE status = 'open' ORDER BY id")
}

func (r *Record) column(t testing.TB, query string, args ...any) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var values []string
	if err := r.Store.DB(ctx).Raw(query, args...).Scan(&values).Error; err != nil {
		t.Fatal(err)
	}
	return values
}

// LateCase commits a case as of a moment in the past, without an engine: handed
// to the water bureau then with one working day, its clock has long run out.
// No run knows of it.
func (r *Record) LateCase(t testing.TB, then time.Time) string {
	t.Helper()
	id := ulid.Make().String()
	late := *r.Committer
	late.Now = func() time.Time { return then }
	yes := []string{"yes"}
	approve := func(outcome process.Outcome, form process.Form, words string) process.Command {
		c := process.Command{Verb: process.VerbApprove, Outcome: outcome, Form: form}
		if words != "" {
			c.Opinion = &process.Opinion{Text: words}
		}
		return c
	}
	for _, act := range []struct {
		who      string
		commands []process.Command
	}{
		{"registrar", []process.Command{
			{Verb: process.VerbOpen, Opening: &process.Opening{
				CaseID: id, Title: "关于久拖未办事项的请示", Urgency: models.UrgencyExtra, OwnerUnit: r.units[demo.Congress], Unit: r.units["npc-office"],
			}},
			approve(process.OutcomeApprove, process.Form{"count": {"1"}, "channel": {"paper"}}, ""),
			approve(process.OutcomeApprove, process.Form{"receipt_series": {"npc-receipt"}}, ""),
		}},
		{"registrar", []process.Command{approve(process.OutcomeApprove, process.Form{
			"check_ours": yes, "check_rules": yes, "check_format": yes, "check_consulted": yes, "check_drafting": yes,
		}, "")}},
		{"office_head", []process.Command{approve(document.OutcomeHandle, process.Form{"lead_unit": {r.units["water"]}}, "请水利局承办。")}},
	} {
		key := r.people[act.who] + ":" + ulid.Make().String()
		for i := range act.commands {
			act.commands[i].ID = key
			if i > 0 {
				act.commands[i].ID += "#" + strconv.Itoa(i)
			}
			act.commands[i].By.ID = r.people[act.who]
		}
		_, err := late.Commit(t.Context(), contract.Act{
			ID: key, Digest: key, CaseID: id, Definition: document.ReceiveKey, Commands: act.commands,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// All are the ids of all cases.
func (r *Record) All(t testing.TB) []string {
	t.Helper()
	return r.column(t, "SELECT id FROM cases ORDER BY id")
}
