package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// toSign brings an issue case to the chair, with the countersigners named.
func toSign(c *caseTest, countersigners ...string) {
	c.t.Helper()
	c.open("drafter", text("h1"), with("countersigners", countersigners...))
	c.do("drafter", process.VerbSubmit, with("kind", "通知"))
	c.do("head", process.VerbApprove, saying("拟同意"))
	for _, id := range countersigners {
		c.do(id, process.VerbApprove)
	}
}

func TestAPaperGoesFromDraftToDispatch(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	require.Equal(t, "sign", c.s.Step)
	events := c.do("chair", process.VerbApprove)
	opinions := bodies[process.OpinionGiven](events)
	require.Len(t, opinions, 1, "a bare signature counts as consent and is on the record")
	require.Equal(t, "h1", opinions[0].Signed)
	require.Equal(t, "签发", opinions[0].Box)

	c.do("registrar", process.VerbApprove, with(process.FieldInside, "water"), with(process.FieldOutside, "邮寄:县档案馆"))
	require.Equal(t, "蕲常发-1", c.s.Numbers["doc_no"])
	require.Len(t, c.s.Deliveries, 2)
	require.Len(t, c.s.PendingEffects(), 1)

	c.refused(process.Conflict, process.CodeReadersOpen, "registrar", process.VerbApprove)
	c.do("water_clerk", process.VerbReceipt, func(cmd *process.Command) {
		cmd.Receipt = &process.Receipt{Delivery: c.s.Deliveries[0].ID, Name: "张收"}
	})
	require.Equal(t, "2026-11-23", c.s.Deliveries[0].ReceivedOn)
	c.do("registrar", process.VerbApprove, because("档案馆自取"))
	require.Equal(t, process.StatusCompleted, c.s.Status)
	require.Equal(t, "档案馆自取", c.s.Deliveries[1].Waived)
	require.Empty(t, c.openTasks())
	c.refused(process.Conflict, process.CodeTaskDone, "registrar", process.VerbApprove)
	c.refused(process.Conflict, process.CodeCaseClosed, "chair", process.VerbApprove)
}
