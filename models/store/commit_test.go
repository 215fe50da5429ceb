package store_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// refused checks the kind and the code of a refusal.
func refused(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	require.Error(t, err)
	f := fault.From(err)
	require.Equal(t, code, f.Code, err.Error())
	require.Equal(t, kind, f.Kind)
	require.NotEmpty(t, f.Detail)
}

// rows counts the rows of every table a commit writes.
func (o *office) rows() map[string]int64 {
	o.t.Helper()
	counts := map[string]int64{}
	for _, table := range []string{
		"cases", "events", "commands", "tasks", "opinions", "clocks", "clock_entries", "inbox", "case_access",
		"deliveries", "notifications", "numbers", "number_counters", "search_rows",
	} {
		var n int64
		require.NoError(o.t, o.DB(o.t.Context()).Table(table).Count(&n).Error)
		counts[table] = n
	}
	return counts
}

func TestACaseGoesFromOpeningToTheEnd(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "关于加强水库安全管理的通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice", "signers", "vice2"), opinion("请审核"))
		o.do(id, "head", process.VerbApprove, opinion("同意"))
		o.do(id, "vice", process.VerbApprove)
		o.do(id, "vice2", process.VerbApprove, opinion("同意印发"))
		got := o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water", process.FieldOutside, "邮寄:黄冈市人大常委会"))
		require.Equal(t, "蕲常发〔2026〕1号", got.Answer.Numbers["doc_no"])
		require.Len(t, got.Position.Effects, 2)
		got = o.do(id, "registrar2", process.VerbApprove)
		require.Equal(t, process.StatusCompleted, got.Answer.Status)

		record, err := s.Case(t.Context(), o.viewer("drafter"), id)
		require.NoError(t, err)
		require.Equal(t, "蕲常发〔2026〕1号", record.Number)
		require.Equal(t, "completed", record.Status)
		require.NotNil(t, record.ClosedAt)
		require.Equal(t, got.Answer.Seq, record.State.Seq)
		require.Equal(t, issueTable(), record.Definition)
		opinions, err := s.CaseOpinions(t.Context(), o.viewer("chair"), id)
		require.NoError(t, err)
		require.Equal(t, []string{"请审核", "同意", "", "同意印发"}, []string{opinions[0].Text, opinions[1].Text, opinions[2].Text, opinions[3].Text})
		require.Equal(t, "核稿", opinions[1].Box)
		o.whole()
	})
}

func TestTheSameActTwiceHappensOnce(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		act := o.opening("test.issue", "drafter", "通知")
		first, err := o.Commit(t.Context(), act)
		require.NoError(t, err)
		before := o.rows()
		again, err := o.Commit(t.Context(), act)
		require.NoError(t, err)
		require.Equal(t, first, again)
		o.do(act.CaseID, "drafter", process.VerbApprove)
		later, err := o.Commit(t.Context(), act)
		require.NoError(t, err)
		require.Equal(t, first.Answer, later.Answer, "the answer is that of the day")
		require.Greater(t, later.Position.Seq, first.Position.Seq, "the position is that of now")
		require.Equal(t, before["commands"]+1, o.rows()["commands"])

		other := act
		other.Digest = "another"
		_, err = o.Commit(t.Context(), other)
		refused(t, err, fault.Conflict, "IDEMPOTENCY_KEY_REUSED")
		o.whole()
	})
}

func TestARefusedActWritesNothing(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		before := o.rows()
		for code, try := range map[string]func() error{
			"NOT_ASSIGNEE": func() error { _, err := o.try(id, "vice", process.VerbApprove); return err },
			"UNKNOWN_FIELD": func() error {
				_, err := o.try(id, "drafter", process.VerbApprove, form("nonsense", "1"))
				return err
			},
			"FIELD_INVALID": func() error {
				_, err := o.try(id, "drafter", process.VerbApprove, form("signers", "nobody"))
				return err
			},
			"NOBODY_RESPONSIBLE": func() error {
				_, err := o.try(id, "drafter", process.VerbApprove, form("units", "empty"))
				return err
			},
			"PERSON_NOT_ACTIVE": func() error { _, err := o.try(id, "ghost", process.VerbApprove); return err },
			"CASE_NOT_FOUND":    func() error { _, err := o.try("01NOSUCHCASE", "drafter", process.VerbApprove); return err },
			"SYSTEM_ONLY":       func() error { _, err := o.try(id, "drafter", process.VerbClock); return err },
		} {
			require.Equal(t, code, fault.From(try()).Code)
		}
		// The second of two commands fails: the first did not happen either.
		act := o.act(id, "drafter", process.VerbSave, opinion("暂存"))
		act.Commands = append(act.Commands, o.act(id, "drafter", process.VerbReturn).Commands...)
		_, err := o.Commit(t.Context(), act)
		require.Error(t, err)
		require.Equal(t, before, o.rows())
		o.whole()
	})
}

func TestFormsNameOnlyThoseWhoCanDoIt(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		_, err := o.try(id, "drafter", process.VerbApprove, form("signers", "clerk"))
		refused(t, err, fault.Invalid, "FIELD_INVALID")
		require.Equal(t, "form.signers", fault.From(err).Field)
		_, err = o.try(id, "drafter", process.VerbApprove, form("units", "nowhere"))
		refused(t, err, fault.Invalid, "FIELD_INVALID")
		_, err = o.try(id, "drafter", process.VerbApprove, form("units", "empty"))
		refused(t, err, fault.Conflict, "NOBODY_RESPONSIBLE")
		require.Contains(t, err.Error(), "蕲春县气象局")
	})
}

func TestATaskForNobodyIsRefusedByName(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		require.NoError(t, s.DB(t.Context()).Exec("UPDATE people SET left_at = ? WHERE id = 'head'", begin.UTC()).Error)
		_, err := o.try(id, "drafter", process.VerbApprove)
		refused(t, err, fault.Conflict, "NOBODY_RESPONSIBLE")
		require.Contains(t, fault.From(err).Detail, "蕲春县人大常委会办公室")
		require.NotContains(t, fault.From(err).Detail, "回避")

		// The head drafts himself: nobody else is there to review.
		require.NoError(t, s.DB(t.Context()).Exec("UPDATE people SET left_at = NULL WHERE id = 'head'").Error)
		own := o.open("test.issue", "head", "自拟")
		_, err = o.try(own, "head", process.VerbApprove)
		refused(t, err, fault.Conflict, "NOBODY_RESPONSIBLE")
		require.Contains(t, fault.From(err).Detail, "回避")
	})
}

func TestAProxyActsInTheNameOfAnother(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		by := models.By{PersonID: "vice", At: begin}
		_, err := s.CreateProxy(t.Context(), models.Proxy{Principal: "vice", Agent: "vice2", From: begin, Until: begin.AddDate(0, 0, 7)}, by)
		require.NoError(t, err)
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice"))
		o.do(id, "head", process.VerbApprove)
		for _, who := range []string{"vice", "vice2"} {
			require.Len(t, o.inbox(who, store.BoxTodo), 1, who)
			require.Len(t, o.inbox(who, store.BoxProxied), 1, who)
		}
		require.Equal(t, "vice", o.inbox("vice2", store.BoxTodo)[0].For)
		o.do(id, "vice2", process.VerbApprove, opinion("同意"))
		opinions, err := s.CaseOpinions(t.Context(), o.viewer("vice"), id)
		require.NoError(t, err)
		require.Equal(t, "vice2", opinions[0].Author)
		require.Equal(t, "vice", opinions[0].OnBehalfOf)
		for _, who := range []string{"vice", "vice2"} {
			require.Empty(t, o.inbox(who, store.BoxTodo), who)
			require.Len(t, o.inbox(who, store.BoxDone), 1, who)
		}
		o.whole()
	})
}

func TestAClockRunsIsHeldAndGoesOn(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		got := o.do(id, "drafter", process.VerbApprove)
		require.NotNil(t, got.Position.NextAlarm)
		waiting, err := s.OpenCasesWithClocks(t.Context(), "", 10)
		require.NoError(t, err)
		require.Equal(t, []string{id}, waiting)
		clocks, entries, err := s.CaseClocks(t.Context(), o.viewer("chair"), id)
		require.NoError(t, err)
		require.Equal(t, "2026-03-09", clocks[0].DueDay)
		require.NotEmpty(t, entries[0].Proof)
		require.Equal(t, "2026-03-09", o.inbox("head", store.BoxTodo)[0].Task.DueDay)

		o.now = begin.AddDate(0, 0, 2)
		got = o.do(id, "chief", process.VerbSuspend, because("等待上级批复"))
		require.Nil(t, got.Position.NextAlarm)
		o.now = begin.AddDate(0, 0, 14)
		o.do(id, "chief", process.VerbResume, because("已批复"))
		clocks, _, err = s.CaseClocks(t.Context(), o.viewer("chair"), id)
		require.NoError(t, err)
		require.Equal(t, "2026-03-19", clocks[0].DueDay, "three working days were left on the 4th")
		o.do(id, "chief", process.VerbExtend, because("工作量大"), func(c *process.Command) { c.Until = "2026-03-27" })
		clocks, entries, err = s.CaseClocks(t.Context(), o.viewer("chair"), id)
		require.NoError(t, err)
		require.Equal(t, "2026-03-27", clocks[0].DueDay)
		require.Equal(t, "工作量大", entries[len(entries)-1].Reason)

		position, err := o.Load(t.Context(), id)
		require.NoError(t, err)
		alarm := position.NextAlarm
		o.now = time.UnixMilli(alarm.At)
		o.do(id, process.System, process.VerbClock, func(c *process.Command) { c.Clock, c.Alarm = alarm.Clock, alarm.Kind })
		require.Contains(t, o.told("head"), models.NoteReminder)
		o.do(id, "head", process.VerbApprove)
		require.Empty(t, must(s.OpenClocks(t.Context(), "", 10))(t))
		o.whole()
	})
}

func TestAPaperSentToAUnitIsSeenThereAndTheCaseIsNot(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "关于加强水库安全管理的通知")
		o.do(id, "drafter", process.VerbApprove)
		o.do(id, "head", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water"))
		deliveries, err := s.CaseDeliveries(t.Context(), o.viewer("chair"), id)
		require.NoError(t, err)
		if len(deliveries) == 0 { // dispatched by the effect that follows
			o.effects(id)
			deliveries, err = s.CaseDeliveries(t.Context(), o.viewer("chair"), id)
			require.NoError(t, err)
		}
		require.Len(t, deliveries, 1)
		incoming := o.inbox("clerk", store.BoxIncoming)
		require.Len(t, incoming, 1)
		require.Equal(t, "蕲常发〔2026〕1号", incoming[0].Delivery.Number)
		require.Contains(t, o.told("clerk"), models.NoteDelivery)
		_, err = s.Delivery(t.Context(), o.viewer("clerk"), deliveries[0].ID)
		require.NoError(t, err)
		_, err = s.Case(t.Context(), o.viewer("clerk"), id)
		refused(t, err, fault.NotFound, "CASE_NOT_FOUND")
		_, err = s.Delivery(t.Context(), models.Viewer{PersonID: "x", Addresses: []string{"p:x"}}, deliveries[0].ID)
		refused(t, err, fault.NotFound, "DELIVERY_NOT_FOUND")

		o.do(id, "clerk", process.VerbReceipt, func(c *process.Command) {
			c.Receipt = &process.Receipt{Delivery: deliveries[0].ID, Name: "某收发员"}
		})
		require.Empty(t, o.inbox("clerk", store.BoxIncoming))
		require.Len(t, o.inbox("clerk", store.BoxReceived), 1)
		o.whole()
	})
}

func TestOfTwoWhoActAtTheSameMomentOneWins(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		for round := range 5 {
			id := o.open("test.short", "registrar", fmt.Sprintf("来文%d", round))
			o.do(id, "registrar", process.VerbApprove)
			acts := []contract.Act{
				o.act(id, "registrar", process.VerbApprove), o.act(id, "registrar2", process.VerbApprove),
			}
			errs := make([]error, len(acts))
			var wg sync.WaitGroup
			for i := range acts {
				wg.Go(func() { _, errs[i] = o.Commit(t.Context(), acts[i]) })
			}
			wg.Wait()
			won, lost := 0, errs[0]
			for _, err := range errs {
				if err == nil {
					won++
				} else {
					lost = err
				}
			}
			require.Equal(t, 1, won)
			refused(t, lost, fault.Conflict, "TASK_DONE")
			require.NotEmpty(t, fault.From(lost).Args["by"])
		}
		o.whole()
	})
}

func TestTheSameActSentAtOnceByManyHappensOnce(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		act := o.opening("test.short", "registrar", "来文")
		answers := make([]string, 8)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				got, err := o.Commit(t.Context(), act)
				bytes, _ := json.Marshal(got.Answer)
				answers[i] = fmt.Sprint(string(bytes), err)
			})
		}
		wg.Wait()
		for _, a := range answers {
			require.Equal(t, answers[0], a)
		}
		require.EqualValues(t, 1, o.rows()["commands"])
		o.whole()
	})
}

// An act costs what it costs: more statements would be more round trips.
func TestAnOrdinaryActTakesAtMost25Statements(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.do(o.open("test.issue", "drafter", "通知"), "drafter", process.VerbApprove) // fills the caches
		id := o.open("test.issue", "drafter", "通知")
		measure := func(name string, act contract.Act) {
			ctx, n := store.CountStatements(t.Context())
			_, err := o.Commit(ctx, act)
			require.NoError(t, err, name)
			t.Logf("%s: %d statements", name, *n)
			require.LessOrEqual(t, *n, int64(25), name)
		}
		measure("open", o.opening("test.issue", "drafter", "通知"))
		measure("submit", o.act(id, "drafter", process.VerbApprove, form("signers", "vice", "signers", "vice2"), opinion("请审")))
		measure("review", o.act(id, "head", process.VerbApprove, opinion("同意")))
		measure("countersign", o.act(id, "vice", process.VerbApprove, opinion("同意")))
		measure("countersign last", o.act(id, "vice2", process.VerbApprove, opinion("同意")))
		measure("number and dispatch", o.act(id, "registrar", process.VerbApprove, form(process.FieldInside, "water"), opinion("已登记")))
		measure("close", o.act(id, "registrar2", process.VerbApprove, opinion("已分送")))
	})
}
