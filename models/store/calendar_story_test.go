package store_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// clockOf is the only clock of a case, with its ledger.
func (o *office) clockOf(caseID string) (models.Clock, []models.ClockEntry) {
	o.t.Helper()
	clocks, entries, err := o.CaseClocks(o.t.Context(), o.viewer("chief"), caseID)
	require.NoError(o.t, err)
	require.Len(o.t, clocks, 1)
	return clocks[0], entries
}

// on moves the clock of the office to nine in the morning of a day.
func (o *office) on(day string) *office {
	o.t.Helper()
	d, err := calendar.ParseDate(day)
	require.NoError(o.t, err)
	o.now = d.At(9)
	return o
}

func reason(text string) with { return func(c *process.Command) { c.Reason = text } }

func TestTheProofOfADeadlineTellsItsWholeLife(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		ctx, o, clocks := t.Context(), newOffice(t, s), store.NewClocks(store.ClockOptions{})
		id := o.open("test.issue", "drafter", "关于水库安全的通知")
		o.do(id, "drafter", process.VerbApprove)
		clock, _ := o.clockOf(id)
		require.Equal(t, "2026-03-09", clock.DueDay)

		o.on("2026-03-04").do(id, "chief", process.VerbSuspend, reason("等待补正"))
		clock, _ = o.clockOf(id)
		require.Equal(t, 3, clock.LeftOver)
		o.on("2026-03-20").do(id, "chief", process.VerbResume, reason("材料已补"))
		clock, _ = o.clockOf(id)
		require.Equal(t, "2026-03-25", clock.DueDay)

		holiday := models.DayCorrection{Date: "2026-03-24", Kind: "rest", Name: "临时放假", Source: "县政府通知"}
		require.NoError(t, s.CorrectDay(ctx, holiday, sysadmin))
		now, err := clocks.Calendar(ctx, s)
		require.NoError(t, err)
		moved, failed, err := clocks.Moved(ctx, s, now, []models.Clock{clock}, o.now)
		require.NoError(t, err)
		require.Empty(t, failed)
		require.Len(t, moved, 1)
		o.on("2026-03-21").do(id, process.System, process.VerbRecompute, reason("节假日安排变动"), func(c *process.Command) { c.Clock = clock.ID })
		clock, _ = o.clockOf(id)
		require.Equal(t, "2026-03-26", clock.DueDay)
		moved, _, err = clocks.Moved(ctx, s, now, []models.Clock{clock}, o.now)
		require.NoError(t, err)
		require.Empty(t, moved, "once is enough")

		o.on("2026-03-25").do(id, "chief", process.VerbExtend, reason("需现场核实"), func(c *process.Command) { c.Until = "2026-04-10" })
		clock, entries := o.clockOf(id)
		require.Equal(t, "2026-04-10", clock.DueDay)

		names := map[string]string{"chief": "尹平", process.System: "系统"}
		proof, err := store.ProofOf(clock, entries, names)
		require.NoError(t, err)
		require.Equal(t, strings.Join([]string{
			"期限5个工作日，自2026-03-02起算，当日不计入（《民法典》第二百零一条）。",
			"计入5个工作日：2026-03-03、2026-03-04、2026-03-05、2026-03-06、2026-03-09。",
			"其间不计休息日：星期六2026-03-07、星期日2026-03-08。",
			"2026-03-04由尹平暂停计时，剩余3个工作日，事由：等待补正。",
			"2026-03-20由尹平恢复计时，剩余3个工作日，事由：材料已补。",
			"计入3个工作日：2026-03-23、2026-03-25、2026-03-26。",
			"其间不计休息日：星期六2026-03-21、星期日2026-03-22、临时放假2026-03-24。",
			"2026-03-21因节假日安排变动重新计算，原截止日2026-03-25，事由：节假日安排变动。",
			"2026-03-25由尹平延期至2026-04-10，事由：需现场核实。",
			"截止日为2026-04-10，至当日24时止（《民法典》第二百零三条）。",
		}, "\n"), strings.Join(proof.Text(), "\n"))
	})
}

func TestASuspensionDoesNotHealADelay(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "关于水库安全的通知")
		o.do(id, "drafter", process.VerbApprove)
		o.on("2026-03-11").do(id, "chief", process.VerbSuspend, reason("等待补正"))
		o.on("2026-03-20").do(id, "chief", process.VerbResume)
		clock, entries := o.clockOf(id)
		require.Equal(t, "2026-03-18", clock.DueDay, "two working days late before, two after")
		proof, err := store.ProofOf(clock, entries, map[string]string{"chief": "尹平"})
		require.NoError(t, err)
		require.Equal(t, clock.DueDay, proof.DueDay.String())
		require.Contains(t, strings.Join(proof.Text(), "\n"), "由尹平暂停计时，已逾期2个工作日")
	})
}
