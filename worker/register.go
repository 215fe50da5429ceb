package worker

import (
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/activities"
	"github.com/zhihui-renda/renda/workflows"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// RegisterWorkflows is the table of all workflows; the worker and the replay
// test use it alike.
func RegisterWorkflows(r worker.WorkflowRegistry) {
	r.RegisterWorkflowWithOptions(workflows.Case, workflow.RegisterOptions{Name: contract.CaseWorkflow})
}

// Activities are the holders of all activities.
type Activities struct {
	Case    *activities.Case
	Effects *activities.Effects
}

// RegisterActivities is the table of all activities.
func RegisterActivities(r worker.ActivityRegistry, a Activities) {
	for name, run := range map[string]any{
		contract.CommitActivity:   a.Case.Commit,
		contract.LoadActivity:     a.Case.Load,
		contract.DispatchActivity: a.Effects.Dispatch,
		contract.ArchiveActivity:  a.Effects.Archive,
	} {
		r.RegisterActivityWithOptions(run, activity.RegisterOptions{Name: name})
	}
}
