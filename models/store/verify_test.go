package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

var errUndo = errors.New("undo")

// protected are the tables whose rows are never changed, with the triggers that
// see to it.
var protected = map[string][]string{
	"events":        {"update", "delete"},
	"commands":      {"update", "delete"},
	"opinions":      {"update", "delete"},
	"contents":      {"update", "delete"},
	"clock_entries": {"update", "delete"},
	"numbers":       {"delete"},
}

func TestTheRecordOnlyGrows(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		storyOf(o)
		for table, verbs := range protected {
			for _, verb := range verbs {
				statement := "DELETE FROM " + table
				if verb == "update" {
					column := map[string]string{"contents": "size", "events": "n", "commands": "seq", "opinions": "seq", "clock_entries": "seq"}[table]
					statement = "UPDATE " + table + " SET " + column + " = 9"
				}
				require.Error(t, s.DB(t.Context()).Exec(statement).Error, statement)
			}
		}
		o.whole()
	})
}

// storyOf makes a record with some of everything and returns the first case.
func storyOf(o *office) string {
	o.t.Helper()
	id := o.open("test.issue", "drafter", "关于水库安全的通知")
	o.do(id, "drafter", process.VerbApprove, form("signers", "vice"), opinion("请审"))
	o.do(id, "head", process.VerbApprove, opinion("同意"))
	o.do(id, "vice", process.VerbApprove, opinion("同意"))
	o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water"))
	o.effects(id)
	for _, title := range []string{"甲", "乙"} {
		short := o.open("test.short", "registrar", title)
		o.do(short, "registrar", process.VerbApprove, opinion("已登记"))
	}
	return id
}

// Somebody with the password of the database changes one row by hand. Whatever
// he changes, Verify names it.
func TestVerifyNamesWhatWasChangedByHand(t *testing.T) {
	edits := map[string]struct {
		statements []string
		check      store.Check
		table      string
		column     string
	}{
		"words put into an event": {
			[]string{"UPDATE events SET payload = REPLACE(payload, '同意', '反对') WHERE payload LIKE '%同意%'"},
			store.CheckChain, "events", "payload",
		},
		"another actor":         {[]string{"UPDATE events SET actor = 'chair' WHERE case_id = ? AND seq = 2"}, store.CheckChain, "events", "payload"},
		"another time":          {[]string{"UPDATE events SET at = '2026-03-02 00:00:00' WHERE case_id = ? AND seq = 2"}, store.CheckChain, "events", "payload"},
		"a hash":                {[]string{"UPDATE events SET hash = prev_hash WHERE case_id = ? AND seq = 2"}, store.CheckChain, "events", "hash"},
		"an event left out":     {[]string{"DELETE FROM events WHERE case_id = ? AND seq = 3"}, store.CheckSeq, "events", "seq"},
		"the end cut off":       {[]string{"DELETE FROM events WHERE case_id = ? AND seq > 6"}, store.CheckHead, "cases", "seq"},
		"the head":              {[]string{"UPDATE cases SET head = '0' WHERE id = ?"}, store.CheckHead, "cases", "head"},
		"the state":             {[]string{"UPDATE cases SET state = REPLACE(state, '水库', '水厂') WHERE id = ?"}, store.CheckReplay, "cases", "state"},
		"the title of the row":  {[]string{"UPDATE cases SET title = '别的' WHERE id = ?"}, store.CheckCase, "cases", "title"},
		"the status of the row": {[]string{"UPDATE cases SET status = 'completed' WHERE id = ?"}, store.CheckCase, "cases", "status"},
		"an opinion":            {[]string{"UPDATE opinions SET text = '不同意' WHERE case_id = ?"}, store.CheckOpinions, "opinions", "text"},
		"an opinion lost":       {[]string{"DELETE FROM opinions WHERE case_id = ?"}, store.CheckOpinions, "opinions", ""},
		"the answer of a task":  {[]string{"UPDATE tasks SET done_by = 'chair' WHERE case_id = ? AND status = 'done'"}, store.CheckTasks, "tasks", "done_by"},
		"a task lost":           {[]string{"DELETE FROM tasks WHERE case_id = ?"}, store.CheckTasks, "tasks", ""},
		"a deadline":            {[]string{"UPDATE clocks SET due_day = '2027-01-01' WHERE case_id = ?"}, store.CheckClocks, "clocks", "due_day"},
		"a clock's ledger":      {[]string{"UPDATE clock_entries SET actor = 'chair' WHERE case_id = ?"}, store.CheckEntries, "clock_entries", "actor"},
		"a box":                 {[]string{"DELETE FROM inbox WHERE case_id = ? AND box = 'todo'"}, store.CheckInbox, "inbox", ""},
		"a box of another": {
			[]string{"UPDATE inbox SET address = 'p:stranger' WHERE case_id = ? AND box = 'initiated'"}, store.CheckInbox, "inbox", "",
		},
		"who may see it":    {[]string{"DELETE FROM case_access WHERE case_id = ?"}, store.CheckAccess, "case_access", ""},
		"a receipt":         {[]string{"UPDATE deliveries SET received_by = '某' WHERE case_id = ?"}, store.CheckDelivery, "deliveries", "received_by"},
		"an act lost":       {[]string{"DELETE FROM commands WHERE case_id = ?"}, store.CheckCommands, "commands", ""},
		"an act cut":        {[]string{"UPDATE commands SET events = 1 WHERE case_id = ? AND events > 1"}, store.CheckCommands, "commands", "events"},
		"a number left out": {[]string{"DELETE FROM numbers WHERE series_key = 'receipts' AND n = 1"}, store.CheckNumbers, "numbers", ""},
		"a number twice":    {[]string{"UPDATE numbers SET number = '收20260001' WHERE series_key = 'receipts'"}, store.CheckNumbers, "numbers", ""},
		"a number put in": {
			[]string{"UPDATE number_counters SET next_n = next_n + 1 WHERE series_key = 'receipts'"}, store.CheckNumbers, "number_counters", "next_n",
		},
		"a number of another case": {
			[]string{"UPDATE numbers SET case_id = ? WHERE series_key = 'receipts' AND n = 1"}, store.CheckNumbers, "numbers", "",
		},
		"bytes":           {[]string{"UPDATE contents SET bytes = '{}'"}, store.CheckContents, "contents", "bytes"},
		"the case itself": {[]string{"DELETE FROM cases WHERE id = ?"}, store.CheckOrphans, "events", "case_id"},
	}
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := storyOf(o)
		o.whole()
		for table, verbs := range protected {
			for _, verb := range verbs {
				require.NoError(t, s.DB(t.Context()).Exec("DROP TRIGGER "+table+"_no_"+verb).Error)
			}
		}
		for name, edit := range edits {
			t.Run(name, func(t *testing.T) {
				report := afterwards(t, s, id, edit.statements)
				require.NotEmpty(t, report.Findings)
				var found *store.Finding
				for i := range report.Findings {
					if report.Findings[i].Check == edit.check {
						found = &report.Findings[i]
					}
				}
				require.NotNil(t, found, "%+v", report.Findings)
				require.Equal(t, edit.table, found.Table, "%+v", found)
				if edit.column != "" {
					require.Equal(t, edit.column, found.Column)
				}
				require.NotEmpty(t, found.Detail)
			})
		}
		o.whole()
	})
}

// afterwards is what Verify finds after the edits, which are undone again.
func afterwards(t *testing.T, s *store.Store, caseID string, statements []string) store.Report {
	t.Helper()
	var report store.Report
	undo := s.Tx(t.Context(), func(tx *store.Store) error {
		for _, statement := range statements {
			var args []any
			if strings.Contains(statement, "?") {
				args = append(args, caseID)
			}
			done := tx.DB(t.Context()).Exec(statement, args...)
			require.NoError(t, done.Error)
			require.NotZero(t, done.RowsAffected, statement)
		}
		var err error
		report, err = tx.Verify(t.Context(), nil)
		require.NoError(t, err)
		return errUndo
	})
	require.ErrorIs(t, undo, errUndo)
	return report
}

func TestTheRootOfADayThatIsOverStays(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := storyOf(o)
		monday, err := s.Root(t.Context(), "2026-03-02")
		require.NoError(t, err)
		o.now = begin.AddDate(0, 0, 1)
		o.do(id, "registrar", process.VerbApprove)
		again, err := s.Root(t.Context(), "2026-03-02")
		require.NoError(t, err)
		require.Equal(t, monday, again)
		tuesday, err := s.Root(t.Context(), "2026-03-03")
		require.NoError(t, err)
		require.NotEqual(t, monday, tuesday)
		_, err = s.Root(t.Context(), "today")
		require.ErrorContains(t, err, "BAD_DATE")
	})
}

func TestWhatAVerificationFoundIsKept(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		none, err := s.LastVerification(ctx)
		require.NoError(t, err)
		require.Nil(t, none)

		o := newOffice(t, s)
		id := storyOf(o)
		report, err := s.Verify(ctx, nil)
		require.NoError(t, err)
		tomorrow := begin.AddDate(0, 0, 1)
		_, err = s.KeepVerification(ctx, report, tomorrow)
		require.NoError(t, err)
		last, err := s.LastVerification(ctx)
		require.NoError(t, err)
		require.Equal(t, []int{report.Cases, report.Events, report.Numbers, 0}, []int{last.Cases, last.Events, last.Numbers, last.Broken})
		require.True(t, last.At.Equal(tomorrow))
		require.Equal(t, "2026-03-02", last.RootDay)
		root, err := s.Root(ctx, "2026-03-02")
		require.NoError(t, err)
		require.Equal(t, root, last.Root)
		require.False(t, last.Stale(tomorrow.Add(24*time.Hour)))
		require.True(t, last.Stale(tomorrow.Add(26*time.Hour)))

		broken := afterwards(t, s, id, []string{"UPDATE cases SET title = '别的' WHERE id = ?"})
		_, err = s.KeepVerification(ctx, broken, tomorrow.Add(time.Hour))
		require.NoError(t, err)
		last, err = s.LastVerification(ctx)
		require.NoError(t, err)
		require.Equal(t, 1, last.Broken)
		require.Equal(t, string(store.CheckCase), last.BrokenCheck)
		require.Contains(t, last.BrokenRow, "cases "+id+" title")
	})
}

func TestACaseThatWaitsForNobodyIsFound(t *testing.T) {
	task := process.Task{ID: "c-1", Kind: process.TaskAct, Step: "review", Round: 2, Assignee: "head", Status: process.TaskIsOpen}
	state := func(change func(*process.State)) process.State {
		s := process.State{CaseID: "c", Status: process.StatusOpen, Step: "review", Round: 2, Tasks: []process.Task{task}}
		change(&s)
		return s
	}
	require.Empty(t, store.Unsound(state(func(*process.State) {})))
	for name, change := range map[string]func(*process.State){
		"nobody is asked":      func(s *process.State) { s.Tasks[0].Status = process.TaskIsDone },
		"everybody sleeps":     func(s *process.State) { s.Tasks[0].Status = process.TaskIsAsleep },
		"an earlier visit":     func(s *process.State) { s.Tasks[0].Round = 1 },
		"another step":         func(s *process.State) { s.Tasks[0].Step = "draft" },
		"asked twice":          func(s *process.State) { s.Tasks = append(s.Tasks, task) },
		"closed, and somebody": func(s *process.State) { s.Status = process.StatusCompleted },
		"closed, and a clock": func(s *process.State) {
			s.Status, s.Tasks = process.StatusCompleted, nil
			s.Clocks = []process.Clock{{ID: "c-2", Status: process.ClockIsRunning}}
		},
	} {
		require.NotEmpty(t, store.Unsound(state(change)), name)
	}
}
