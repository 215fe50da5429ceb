package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

func decidedBy(id string) func(*process.Command) { return with(process.FieldDecision, id) }

func TestOnlyWhatIsOutCanBeAnnulled(t *testing.T) {
	c := newCase(t, council(process.One, 0, false))
	c.d.Steps[1].Final = true
	c.power("boss", process.VerbAnnul, process.VerbRepeal, process.VerbReopen)
	c.open("starter", with("members", "a"))
	c.do("starter", process.VerbApprove)
	c.refused(process.Conflict, process.CodeNotIssued, "boss", process.VerbAnnul, decidedBy("C2"), because("错"))
	require.NotContains(t, verbs(c.offers("boss")), process.VerbAnnul)
	c.do("a", process.VerbApprove)
	require.Contains(t, verbs(c.offers("boss")), process.VerbAnnul)
	c.refused(process.Denied, process.CodeNoPower, "a", process.VerbAnnul, decidedBy("C2"), because("错"))
	c.do("boss", process.VerbRepeal, decidedBy("C2"), because("过时"))
	require.Equal(t, process.Repealed, c.s.Ceased.How)
	require.Equal(t, c.now.Format("2006-01-02"), c.s.Ceased.On)
	require.NotContains(t, verbs(c.offers("boss")), process.VerbRepeal)
	c.do("starter", process.VerbApprove)
	c.refused(process.Conflict, process.CodeCeased, "boss", process.VerbReopen, because("再发"), func(cmd *process.Command) { cmd.Target = c.d.Steps[0].Key })
	c.do("boss", process.VerbAnnul, decidedBy("C2"), because("错"))
	c.refused(process.Conflict, process.CodeCeased, "boss", process.VerbAnnul, decidedBy("C2"), because("错"))
}
