package process_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// offers are the options of a person now, by verb.
func (c *caseTest) offers(id string) map[process.Verb]process.Allowed {
	out := map[process.Verb]process.Allowed{}
	for _, a := range process.Options(c.d, c.s, c.person(id), c.now) {
		out[a.Verb] = a
	}
	return out
}

func verbs(offers map[process.Verb]process.Allowed) []process.Verb {
	var out []process.Verb
	for v := range offers {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

func TestOptionsSayWhatMayBeDoneAndWhatItTakes(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	mine := c.offers("drafter")
	require.Equal(t, []process.Verb{
		process.VerbAddSigner, process.VerbChooseNext, process.VerbCirculate, process.VerbDelegate,
		process.VerbFollow, process.VerbReject, process.VerbRevoke, process.VerbSave, process.VerbSubmit,
		process.VerbTransfer, process.VerbUrge,
	}, verbs(mine))
	submit := mine[process.VerbSubmit]
	require.Equal(t, "提交", submit.Title)
	require.Equal(t, c.openTasks()[0].ID, submit.Task)
	require.True(t, submit.TextToo)
	require.False(t, submit.Signs)
	require.Equal(t, []string{"kind", "countersigners", "due"}, fieldKeys(submit.Fields))
	require.Equal(t, []process.Way{{Outcome: yes, Title: "同意", Leads: "review", Place: "核稿"}}, submit.Ways)

	require.Equal(t, []process.Verb{process.VerbFollow}, verbs(c.offers("stranger")))
	boss := c.offers("boss")
	require.Contains(t, boss, process.VerbTerminate)
	require.NotContains(t, boss, process.VerbResume)
	require.NotContains(t, boss, process.VerbExtend, "no clock runs yet")
	require.Len(t, boss[process.VerbReroute].Places, 5, "as far as the text may go unsigned")
}

func fieldKeys(fields []process.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Key)
	}
	return out
}

func TestOptionsShowWhereAReturnMayGo(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	chair := c.offers("chair")
	require.Equal(t, []process.Place{{Step: "review", Title: "核稿"}, {Step: "draft", Title: "拟稿"}}, chair[process.VerbReturn].Places)
	require.True(t, chair[process.VerbReturn].ReasonRequired)
	require.True(t, chair[process.VerbApprove].Signs)
	require.NotContains(t, chair, process.VerbSubmit)
	require.Equal(t, []string{c.s.Clocks[1].ID}, c.offers("boss")[process.VerbExtend].Clocks)
	require.Contains(t, c.offers("head"), process.VerbWithdraw)
}

func TestOptionsSayWhyAnOutcomeIsBlocked(t *testing.T) {
	c := newIssue(t)
	toSign(c)
	c.do("chair", process.VerbApprove)
	c.do("registrar", process.VerbSave, text("h2"))
	ways := c.offers("registrar")[process.VerbApprove].Ways
	require.Equal(t, process.CodeNotSigned, ways[0].Blocked.Code)
	require.Nil(t, ways[1].Blocked, "the way back to the signer is open")
	require.Equal(t, process.Target("sign"), ways[1].Leads)
}

func TestOptionsSayThatReadersAreOpen(t *testing.T) {
	c := dispatched(t)
	way := c.offers("registrar")[process.VerbApprove].Ways[0]
	require.True(t, way.Waiver)
	require.Nil(t, way.Blocked)
	require.Equal(t, "已办结", way.Place)
	water := c.s.Deliveries[0].ID
	require.Equal(t, []string{water}, c.offers("water_clerk")[process.VerbReceipt].Deliveries)
	require.Len(t, c.offers("boss")[process.VerbReceipt].Deliveries, 3)
}

func TestOptionsNameTheTasksThatMayBeChosen(t *testing.T) {
	c := newCouncil(t, process.All, 0, false, "a", "b")
	c.do("a", process.VerbAddSigner, to("x", "y"), position(process.Parallel))
	c.do("x", process.VerbApprove)
	require.Equal(t, []string{c.taskOf("y").ID}, c.offers("a")[process.VerbRemoveSigner].Tasks)
	c.do("a", process.VerbCirculate, to("r"))
	require.Equal(t, []string{c.taskOf("r").ID}, c.offers("a")[process.VerbRecall].Tasks)
	require.Equal(t, c.taskOf("r").ID, c.offers("r")[process.VerbRead].Task)
	require.NotContains(t, c.offers("b"), process.VerbRecall)
	require.Len(t, c.offers("starter")[process.VerbUrge].Tasks, 4)
}

func TestPreviewSaysWhoIsNext(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	outlook, err := process.Preview(c.d, c.s, c.command("drafter", process.VerbSubmit, with("kind", "函")))
	require.NoError(t, err)
	require.Equal(t, "核稿", outlook.Title)
	require.True(t, outlook.Moved)
	require.Len(t, outlook.Asked, 1)
	require.Equal(t, "unit_head", outlook.Asked[0].Pool.Role)
	require.Equal(t, "draft", c.s.Step, "nothing happened")

	_, err = process.Preview(c.d, c.s, c.command("drafter", process.VerbSubmit))
	require.Error(t, err)
}

func TestPreviewSaysWhoIsNotAskedAgainAndWhatIsPassed(t *testing.T) {
	c := newIssue(t)
	toSign(c, "a")
	c.do("chair", process.VerbReturn, target("review"), because("x"))
	outlook, err := process.Preview(c.d, c.s, c.command("head", process.VerbApprove))
	require.NoError(t, err)
	require.Equal(t, "sign", outlook.Step)
	require.Equal(t, []process.Place{{Step: "countersign", Title: "会签"}}, outlook.Passed)
	require.Equal(t, "a", outlook.Stands[0].Assignee)

	c.do("head", process.VerbApprove)
	c.do("chair", process.VerbApprove)
	outlook, err = process.Preview(c.d, c.s, c.command("registrar", process.VerbApprove, with(process.FieldInside, "water")))
	require.NoError(t, err)
	require.Equal(t, []string{"doc_no"}, outlook.Numbers)
	require.Len(t, outlook.Deliveries, 1)
	c.do("registrar", process.VerbApprove)
	outlook, err = process.Preview(c.d, c.s, c.command("registrar", process.VerbApprove))
	require.NoError(t, err)
	require.Equal(t, "已办结", outlook.Title)
}
