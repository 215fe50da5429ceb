package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// The queue and the workflow of Updates that do nothing: the least that any act
// through this engine can cost.
const (
	bareQueue = "renda-bench"
	bareRun   = "Bare"
)

// bareCase waits for Updates and does nothing with them.
func bareCase(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, contract.NoopUpdate, func(workflow.Context, string) (string, error) { return "", nil })
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return workflow.GetInfo(ctx).GetContinueAsNewSuggested() })
}

// bare is a worker for them.
type bare struct {
	client client.Client
	worker worker.Worker
	runs   []string
}

// newBare starts the worker and as many runs as there will be cases.
func newBare(ctx context.Context, c client.Client, runs int) (*bare, error) {
	b := &bare{client: c, worker: worker.New(c, bareQueue, worker.Options{})}
	b.worker.RegisterWorkflowWithOptions(bareCase, workflow.RegisterOptions{Name: bareRun})
	if err := b.worker.Start(); err != nil {
		return nil, err
	}
	for range runs {
		id := "bare/" + ulid.Make().String()
		_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: bareQueue}, bareRun)
		if err != nil {
			return nil, err
		}
		b.runs = append(b.runs, id)
		if err := b.update(ctx, id); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// measure sends Updates that do nothing, each client to runs of its own.
func (b *bare) measure(ctx context.Context, clients int, long time.Duration) (Sample, error) {
	each := len(b.runs) / clients
	return measure(ctx, clients, long, func(ctx context.Context, client, n int) error {
		return b.update(ctx, b.runs[client*each+n%each])
	})
}

func (b *bare) update(ctx context.Context, id string) error {
	handle, err := b.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: contract.NoopUpdate, UpdateID: ulid.Make().String(),
		Args: []any{""}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return fmt.Errorf("bare update: %w", err)
	}
	return handle.Get(ctx, nil)
}

// stop ends the worker and the runs.
func (b *bare) stop(ctx context.Context) {
	for _, id := range b.runs {
		_ = b.client.TerminateWorkflow(ctx, id, "", "measured")
	}
	b.worker.Stop()
}
