package process_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// lapse is the command of the system, as the commit fills it in.
func lapse(l process.Lapsed) func(*process.Command) {
	return func(cmd *process.Command) { cmd.Lapsed = &l }
}

func TestADelegationThatIsOverComesOffTheTask(t *testing.T) {
	c := newCase(t, council(process.All, 0, false))
	p := process.Proxy{Principal: "a", Agent: "agent", Until: start.Add(time.Hour)}
	c.proxies = map[string]process.Proxy{"a": p}
	c.open("starter", with("members", "a", "b"))
	c.do("starter", process.VerbApprove)
	seen := c.s.Seq
	over := process.Lapsed{Proxies: []process.LapsedProxy{{Task: c.taskOf("a").ID, Proxy: p}}}
	c.refused(process.Denied, process.CodeSystemOnly, "agent", process.VerbLapse, lapse(over))
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbLapse)
	c.do(process.System, process.VerbLapse, lapse(over))
	require.Empty(t, c.taskOf("a").Proxies)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbLapse, lapse(over))
	c.refused(process.Denied, process.CodeNotAssignee, "agent", process.VerbApprove)
	c.do("a", process.VerbApprove, func(cmd *process.Command) { cmd.ExpectSeq = seen }) // nothing of his changed
}

func TestAClaimOfSomebodyWhoLostThePostIsReleased(t *testing.T) {
	c := newIssue(t)
	c.open("drafter", text("h1"))
	c.do("drafter", process.VerbSubmit, with("kind", "函"))
	c.do("head", process.VerbClaim)
	task := c.openTasks()[0].ID
	c.do(process.System, process.VerbLapse, lapse(process.Lapsed{Claims: []string{task}, Gone: []string{"nobody"}}))
	require.Empty(t, c.s.Task(task).Assignee)
	c.refused(process.Conflict, process.CodeNothingToDo, process.System, process.VerbLapse, lapse(process.Lapsed{Claims: []string{task}}))
	c.do("head2", process.VerbApprove)
}
