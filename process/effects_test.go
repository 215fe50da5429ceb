package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// dispatched is an issue case whose paper is out.
func dispatched(t testingTB) *caseTest {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove,
		with(process.FieldInside, "water", "roads", "water"), with(process.FieldOutside, "邮寄:县档案馆"))
	return c
}

func receipt(delivery, name, on string) func(*process.Command) {
	return func(c *process.Command) {
		c.Receipt = &process.Receipt{Delivery: delivery, Name: name, On: on}
	}
}

func TestADispatchListsEachRecipientOnce(t *testing.T) {
	c := dispatched(t)
	require.Len(t, c.s.Deliveries, 3)
	require.Equal(t, "water", c.s.Deliveries[0].Unit)
	require.Equal(t, "县档案馆", c.s.Deliveries[2].Name)
	require.Equal(t, "邮寄", c.s.Deliveries[2].Method)
	c.do("registrar", process.VerbReturn, target("recheck"), because("漏了一家"))
	events := c.do("registrar", process.VerbApprove, with(process.FieldInside, "water", "roads", "schools"))
	require.Len(t, bodies[process.Dispatched](events)[0].Deliveries, 1, "who has the paper does not get it again")
	require.Len(t, c.s.Deliveries, 4)
}

func TestAReceiptIsGivenByTheUnitsClerkOrByHand(t *testing.T) {
	c := dispatched(t)
	water, roads := c.s.Deliveries[0].ID, c.s.Deliveries[1].ID
	c.refused(process.Denied, process.CodeNoPower, "stranger", process.VerbReceipt, receipt(water, "某人", ""))
	c.refused(process.Invalid, process.CodeFieldRequired, "water_clerk", process.VerbReceipt)
	c.refused(process.Invalid, process.CodeUnknownDelivery, "water_clerk", process.VerbReceipt, receipt(roads, "张", ""))
	c.refused(process.Invalid, process.CodeFieldRequired, "water_clerk", process.VerbReceipt, receipt(water, " ", ""))
	c.refused(process.Invalid, process.CodeFieldInvalid, "water_clerk", process.VerbReceipt, receipt(water, "张", "昨天"))
	c.refused(process.Invalid, process.CodeFieldInvalid, "water_clerk", process.VerbReceipt, receipt(water, "张", "2026-11-24"))
	c.refused(process.Invalid, process.CodeFieldInvalid, "water_clerk", process.VerbReceipt, receipt(water, "张\x00", ""))
	c.do("water_clerk", process.VerbReceipt, receipt(water, "张", "2026-11-23"))
	c.refused(process.Conflict, process.CodeReceiptGiven, "water_clerk", process.VerbReceipt, receipt(water, "张", ""))
	r := c.refused(process.Conflict, process.CodeReceiptGiven, "boss", process.VerbReceipt, receipt(water, "王", ""))
	require.Equal(t, "张", r.Args["by"])
	c.do("registrar", process.VerbApprove, because("不等了"))
	require.Equal(t, process.StatusCompleted, c.s.Status)
	c.do("boss", process.VerbReceipt, receipt(roads, "李", "2026-11-23")) // it may still come in afterwards
}

func TestAnEffectEndsOnce(t *testing.T) {
	c := dispatched(t)
	pending := c.s.PendingEffects()
	require.Len(t, pending, 1)
	require.Equal(t, process.EffectDispatch, pending[0].Kind)
	result := func(id, failed string) func(*process.Command) {
		return func(c *process.Command) { c.Effect = &process.EffectResult{ID: id, Failed: failed} }
	}
	c.refused(process.Invalid, process.CodeFieldRequired, process.System, process.VerbEffectDone)
	c.refused(process.Invalid, process.CodeFieldInvalid, process.System, process.VerbEffectDone, result("C1-0", ""))
	c.do(process.System, process.VerbEffectDone, result(pending[0].ID, "邮局不通"))
	require.Empty(t, c.s.PendingEffects())
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbEffectDone, result(pending[0].ID, "邮局不通"))
	c.do(process.System, process.VerbEffectDone, result(pending[0].ID, ""))
	require.True(t, c.s.Effects[0].Done)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbEffectDone, result(pending[0].ID, ""))
}

func TestANumbersSeriesMayComeFromTheForm(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[0].Form = append(d.Steps[0].Form, process.Field{Key: "series", Label: "字号", Type: process.FieldSeries})
	number := process.Effect{Kind: process.EffectNumber, On: "leave", Slot: "no", Series: "@series"}
	d.Steps[0].Effects = []process.Effect{number, number}
	d.Steps[2].Effects = []process.Effect{{Kind: process.EffectNumber, On: "enter", Slot: "other", Series: "@series"}}
	require.NoError(t, d.Check())
	c := newCase(t, d)
	c.open("starter", with("members", "a"))
	r := c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove)
	require.Equal(t, "form.series", r.Field)
	events := c.do("starter", process.VerbApprove, with("series", "甲"))
	require.Len(t, bodies[process.NumberTaken](events), 1, "one slot, one number")
	require.Equal(t, "甲-1", c.s.Numbers["no"])
	c.do("a", process.VerbReturn, because("x"))
	c.do("starter", process.VerbApprove, with("series", "乙"))
	require.Equal(t, "甲-1", c.s.Numbers["no"])
	c.do("a", process.VerbApprove)
	require.Equal(t, "乙-1", c.s.Numbers["other"])
}

func TestEffectsOfAnOutcomeWaitForIt(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbApprove, outcome("substantive"))
	require.Empty(t, c.s.Numbers)
}
