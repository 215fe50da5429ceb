package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestNumbersAreWrittenByTheTemplate(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		a, b := o.open("test.short", "registrar", "甲"), o.open("test.short", "registrar", "乙")
		require.Equal(t, "收20260001", o.do(a, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])
		require.Equal(t, "收20260002", o.do(b, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])

		// The first act of the next year begins again, by the clock of Shanghai.
		o.now = time.Date(2026, 12, 31, 15, 58, 0, 0, time.UTC)
		c, d := o.open("test.short", "registrar", "丙"), o.open("test.short", "registrar", "丁")
		require.Equal(t, "收20270001", o.do(c, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])
		require.Equal(t, "收20270002", o.do(d, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])
		o.whole()
	})
}

func TestAnUndoneActGivesItsNumberBack(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "registrar", "甲")
		act := o.act(id, "registrar", process.VerbApprove)
		act.Commands = append(act.Commands, o.act(id, "vice", process.VerbApprove).Commands...)
		_, err := o.Commit(t.Context(), act)
		refused(t, err, fault.Denied, "NOT_ASSIGNEE")
		require.Equal(t, "收20260001", o.do(id, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])
		o.whole()
	})
}

func TestAReservedNumberGoesToItsCaseAndAVoidOneToNobody(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		ctx := t.Context()
		kept, err := s.ReserveNumbers(ctx, store.Reservation{Series: "receipts", Count: 2, By: "chief", Reason: "预留给会议文件", At: o.now})
		require.NoError(t, err)
		require.Equal(t, "收20260002", kept[1].Number)
		id := o.open("test.short", "registrar", "会议文件")
		require.NoError(t, s.AssignNumber(ctx, "receipts", 2026, 2, id))
		refused(t, s.AssignNumber(ctx, "receipts", 2026, 2, "other"), fault.Conflict, "NUMBER_NOT_RESERVED")
		require.Equal(t, "收20260002", o.do(id, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])

		refused(t, s.VoidNumber(ctx, "receipts", 2026, 1, "chief", " ", o.now), fault.Invalid, "REASON")
		require.NoError(t, s.VoidNumber(ctx, "receipts", 2026, 1, "chief", "会议取消", o.now))
		require.NoError(t, s.VoidNumber(ctx, "receipts", 2026, 2, "chief", "误登", o.now))
		refused(t, s.VoidNumber(ctx, "receipts", 2026, 2, "chief", "再次", o.now), fault.Conflict, "NUMBER_VOID")
		refused(t, s.VoidNumber(ctx, "receipts", 2026, 9, "chief", "没有", o.now), fault.NotFound, "NUMBER_NOT_FOUND")
		next := o.open("test.short", "registrar", "下一件")
		require.Equal(t, "收20260003", o.do(next, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])

		rows, err := s.NumbersOf(ctx, "receipts", 2026, 0, 10)
		require.NoError(t, err)
		require.Len(t, rows, 3)
		require.Equal(t, models.NumberVoid, rows[1].Status)
		require.Equal(t, "误登", rows[1].VoidReason)
		require.Equal(t, "预留给会议文件", rows[1].Reason)
		require.Equal(t, id, rows[1].CaseID)
		o.whole()
	})
}

func TestASeriesMayBeginWhereThePaperOneEnded(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		require.NoError(t, s.StartSeries(t.Context(), "receipts", 2026, 58))
		id := o.open("test.short", "registrar", "甲")
		require.Equal(t, "收20260058", o.do(id, "registrar", process.VerbApprove).Answer.Numbers["receipt_no"])
		refused(t, s.StartSeries(t.Context(), "receipts", 2026, 60), fault.Conflict, "SERIES_STARTED")
		o.whole()
	})
}

func TestASeriesKeepsItsKindAndIsChecked(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		series, err := s.Series(t.Context(), "receipts")
		require.NoError(t, err)
		bad := series
		bad.Kind = models.SeriesIssue
		refused(t, s.SaveSeries(t.Context(), bad), fault.Conflict, "SERIES_FIXED")
		bad = series
		bad.Format = "没有号"
		refused(t, s.SaveSeries(t.Context(), bad), fault.Invalid, "SERIES_FORMAT")
		series.Closed = true
		require.NoError(t, s.SaveSeries(t.Context(), series))
		_, err = o.try(o.open("test.short", "registrar", "甲"), "registrar", process.VerbApprove)
		refused(t, err, fault.Conflict, "SERIES_NOT_FOUND")
		all, err := s.AllSeries(t.Context(), "organ")
		require.NoError(t, err)
		require.Len(t, all, 2)
	})
}

// However many take, reserve, void and fail at once: no gap, no number twice.
func TestConcurrentTakersLeaveNoGapAndTakeNothingTwice(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		taken := map[string]bool{}
		rapid.Check(t, func(rt *rapid.T) {
			moves := rapid.SliceOfN(rapid.IntRange(0, 4), 4, 12).Draw(rt, "moves")
			acts := make([]func() (string, error), len(moves))
			for i, move := range moves {
				acts[i] = o.numberMove(move)
			}
			var mu sync.Mutex
			var wg sync.WaitGroup
			for _, act := range acts {
				wg.Go(func() {
					number, err := act()
					mu.Lock()
					defer mu.Unlock()
					if err != nil && fault.KindOf(err) != fault.Denied {
						rt.Errorf("%v", err)
					}
					if number != "" && taken[number] {
						rt.Errorf("%s was given twice", number)
					}
					taken[number] = true
				})
			}
			wg.Wait()
		})
		o.whole()
		rows, err := s.NumbersOf(t.Context(), "receipts", 2026, 0, 100_000)
		require.NoError(t, err)
		require.NotEmpty(t, rows)
		require.Equal(t, len(rows), rows[0].N, "from 1 to the last without a gap")
	})
}

// numberMove is one thing that happens to the series: mostly taking a number.
func (o *office) numberMove(move int) func() (string, error) {
	switch move {
	case 0:
		return func() (string, error) {
			_, err := o.ReserveNumbers(o.t.Context(), store.Reservation{Series: "receipts", Count: 1, By: "chief", Reason: "预留", At: o.now})
			return "", err
		}
	case 1: // takes a number and is undone
		id := o.open("test.short", "registrar", "甲")
		act := o.act(id, "registrar", process.VerbApprove)
		act.Commands = append(act.Commands, o.act(id, "vice", process.VerbApprove).Commands...)
		return func() (string, error) {
			_, err := o.Commit(o.t.Context(), act)
			return "", err
		}
	default:
		id := o.open("test.short", "registrar", fmt.Sprintf("来文%d", move))
		act := o.act(id, "registrar", process.VerbApprove)
		return func() (string, error) {
			got, err := o.Commit(o.t.Context(), act)
			return got.Answer.Numbers["receipt_no"], err
		}
	}
}
