// Package engine is the client side of a case's run: how the API hands an act
// to Temporal and what it makes of the answer.
package engine

import (
	"context"
	"errors"
	"time"

	"github.com/oklog/ulid/v2"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/fault/wire"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// DefaultPatience is how long an act may take before the person is told to try
// again: long enough for a killed worker's task to reach another one.
const DefaultPatience = 20 * time.Second

// taskTimeout is how long a worker may be silent over a task of a run before
// another one gets it; a commit that takes longer reports in between.
const taskTimeout = 5 * time.Second

// Engine hands acts to the runs of cases.
type Engine struct {
	client   client.Client
	patience time.Duration
}

// New makes an Engine; patience 0 means DefaultPatience.
func New(c client.Client, patience time.Duration) *Engine {
	if patience <= 0 {
		patience = DefaultPatience
	}
	return &Engine{client: c, patience: patience}
}

// Act does one act and waits for its answer. A run that is gone is started
// again. Refusals come back as the faults they were; Unavailable (ENGINE_AWAY)
// means that nobody knows yet: the same act sent again is safe and gets the
// answer, whether it was done or not.
func (e *Engine) Act(ctx context.Context, act contract.Act) (contract.Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, e.patience)
	defer cancel()
	sending := update(act)
	if opens(act) {
		return e.startAndAct(ctx, act.CaseID, sending)
	}
	answer, err := e.act(ctx, sending)
	if gone(err) {
		return e.startAndAct(ctx, act.CaseID, sending)
	}
	return answer, faultOf(err)
}

// opens says whether an act opens a case, which has no run yet.
func opens(act contract.Act) bool {
	return len(act.Commands) > 0 && act.Commands[0].Verb == process.VerbOpen
}

func (e *Engine) act(ctx context.Context, sending client.UpdateWorkflowOptions) (contract.Answer, error) {
	handle, err := e.client.UpdateWorkflow(ctx, sending)
	if err != nil {
		return contract.Answer{}, err
	}
	return answerOf(ctx, handle)
}

// startAndAct starts the run with the act, or finds it running. A run that
// ends in the same moment is started once more, until the person's patience
// ends.
func (e *Engine) startAndAct(ctx context.Context, caseID string, sending client.UpdateWorkflowOptions) (contract.Answer, error) {
	const pause = 50 * time.Millisecond
	for {
		handle, err := e.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: e.client.NewWithStartWorkflowOperation(
				startOptions(caseID), contract.CaseWorkflow, contract.CaseInput{CaseID: caseID}),
			UpdateOptions: sending,
		})
		var answer contract.Answer
		if err == nil {
			answer, err = answerOf(ctx, handle)
		}
		if !gone(err) {
			return answer, faultOf(err)
		}
		select {
		case <-ctx.Done():
			return contract.Answer{}, away(ctx.Err())
		case <-time.After(pause):
		}
	}
}

// Ensure starts the run of a case when it is gone; it loads its position by
// itself. A run that is there is not troubled.
func (e *Engine) Ensure(ctx context.Context, caseID string) error {
	_, err := e.client.ExecuteWorkflow(ctx, startOptions(caseID), contract.CaseWorkflow, contract.CaseInput{CaseID: caseID})
	return faultOf(err)
}

// Rearm lets the run of a case look at the record again, starting it when it is
// gone. Asking twice does no more than asking once.
func (e *Engine) Rearm(ctx context.Context, caseID string) error {
	_, err := e.client.SignalWithStartWorkflow(ctx, contract.CaseID(caseID), contract.RearmSignal, nil,
		startOptions(caseID), contract.CaseWorkflow, contract.CaseInput{CaseID: caseID})
	return faultOf(err)
}

// Ping says whether the engine answers.
func (e *Engine) Ping(ctx context.Context) error {
	_, err := e.client.CheckHealth(ctx, &client.CheckHealthRequest{})
	if err != nil {
		return away(err)
	}
	return nil
}

// Queue counts the workers that asked for tasks in the last minutes, and the
// tasks that wait for one.
func (e *Engine) Queue(ctx context.Context) (workers, waiting int, err error) {
	got, err := e.client.DescribeTaskQueueEnhanced(ctx, client.DescribeTaskQueueEnhancedOptions{
		TaskQueue: contract.CaseQueue, ReportPollers: true, ReportStats: true,
		TaskQueueTypes: []client.TaskQueueType{client.TaskQueueTypeWorkflow},
	})
	if err != nil {
		return 0, 0, away(err)
	}
	for _, version := range got.VersionsInfo { //nolint:staticcheck // deprecated, and still the only answer that tells pollers and backlog at once
		for _, info := range version.TypesInfo {
			workers += len(info.Pollers)
			if info.Stats != nil {
				waiting += int(info.Stats.ApproximateBacklogCount)
			}
		}
	}
	return workers, waiting, nil
}

func startOptions(caseID string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID:                       contract.CaseID(caseID),
		TaskQueue:                contract.CaseQueue,
		WorkflowTaskTimeout:      taskTimeout,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// update is one sending of an act. Its id holds for the retries of this sending
// only: the run remembers the outcome of an Update, and a person who was told
// to try again must not be told the same by a memory.
func update(act contract.Act) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID:     act.ID + "/" + ulid.Make().String(),
		WorkflowID:   contract.CaseID(act.CaseID),
		UpdateName:   contract.ActUpdate,
		Args:         []any{act},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

func answerOf(ctx context.Context, handle client.WorkflowUpdateHandle) (contract.Answer, error) {
	var answer contract.Answer
	err := handle.Get(ctx, &answer)
	return answer, err
}

// gone says whether there was no run to take the act, or it ended before it
// could.
func gone(err error) bool {
	if err == nil {
		return false
	}
	if _, ok := errors.AsType[*serviceerror.NotFound](err); ok {
		return true
	}
	if _, ok := errors.AsType[*serviceerror.WorkflowNotReady](err); ok {
		return true
	}
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	return ok && app.Type() == "AcceptedUpdateCompletedWorkflow"
}

// faultOf gives an error of Temporal its kind.
func faultOf(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return wire.In(err)
	}
	return away(err)
}

// away is the fault of an engine that does not answer. What the server says to
// a client of ours (busy, shutting down, unknown namespace) all means that the
// person can only try again.
func away(err error) *fault.Fault {
	return fault.New(fault.Unavailable, "ENGINE_AWAY", "系统正忙或正在恢复，请稍后重试；重试不会重复办理。").Because(err)
}
