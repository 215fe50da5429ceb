package document_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

func TestTheTablesPassTheCheckOfTheKernel(t *testing.T) {
	for _, def := range document.Definitions() {
		require.NoError(t, def.Check(), def.Key)
	}
}

// TestTablesShareNothing changes one copy of a table and looks at another: a
// slice that two steps share would let one step change the other.
func TestTablesShareNothing(t *testing.T) {
	for i, def := range document.Definitions() {
		for j := range def.Steps {
			step := &def.Steps[j]
			if len(step.Verbs) > 0 {
				step.Verbs[0] = "broken"
				_ = append(step.Verbs[:1], "broken")
			}
			for k := range step.Form {
				step.Form[k].Key = "broken"
			}
		}
		fresh := document.Definitions()[i]
		require.NoError(t, fresh.Check())
		for _, step := range fresh.Steps {
			require.NotContains(t, step.Verbs, process.Verb("broken"), step.Key)
		}
	}
}
