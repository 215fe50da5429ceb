package worker_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"

	"github.com/zhihui-renda/renda/activities"
	"github.com/zhihui-renda/renda/internal/engine"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/worker"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// memory is a record in memory for many cases.
type memory struct {
	mu      sync.Mutex
	cases   map[string]contract.Position
	answers map[string]contract.Answer
	commits int
	refuse  int // the next so many acts
	rang    []process.AlarmKind
}

func (m *memory) Commit(_ context.Context, act contract.Act) (contract.Committed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.cases[act.CaseID]
	if m.refuse > 0 {
		m.refuse--
		return contract.Committed{}, fault.New(fault.Conflict, "NOT_NOW", "现在不能办理。")
	}
	answer, again := m.answers[act.ID]
	if !again {
		for _, c := range act.Commands {
			if err := m.apply(&p, c); err != nil {
				return contract.Committed{}, err
			}
		}
		m.commits++
		p.Seq++
		answer = contract.Answer{CaseID: act.CaseID, Seq: p.Seq, Status: p.Status}
		m.answers[act.ID], m.cases[act.CaseID] = answer, p
	}
	return contract.Committed{Answer: answer, Position: p}, nil
}

func (m *memory) apply(p *contract.Position, c process.Command) error {
	if !p.Exists && c.Verb != process.VerbOpen {
		return fault.New(fault.NotFound, "CASE_NOT_FOUND", "没有这件事项。")
	}
	switch c.Verb {
	case process.VerbOpen, process.VerbReopen:
		p.Exists, p.Status = true, process.StatusOpen
	case process.VerbExtend: // a clock that rings in a while
		until, err := time.ParseDuration(c.Until)
		if err != nil {
			return err
		}
		p.NextAlarm = &contract.AlarmAt{Clock: "k", Kind: process.AlarmAt, At: time.Now().Add(until).UnixMilli()}
	case process.VerbClock:
		m.rang = append(m.rang, c.Alarm)
		p.NextAlarm = nil
	case process.VerbTerminate:
		p.Status, p.NextAlarm = process.StatusTerminated, nil
	}
	return nil
}

func (m *memory) Load(_ context.Context, caseID string) (contract.Position, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cases[caseID], nil
}

func (m *memory) total() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.commits
}

func (m *memory) rings() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.rang)
}

// bench is a worker on a real Temporal, over a record in memory.
type bench struct {
	t      *testing.T
	client client.Client
	engine *engine.Engine
	record *memory
}

func start(t *testing.T) *bench {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	c, err := worker.NewClient(worker.ClientOptions{Address: testkit.Temporal(t), Namespace: "default", Log: log})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	require.NoError(t, worker.Await(t.Context(), c))
	m := &memory{cases: map[string]contract.Position{}, answers: map[string]contract.Answer{}}
	w := worker.New(c, worker.Activities{Case: &activities.Case{Record: m}, Effects: &activities.Effects{}}, worker.Options{Log: log})
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return &bench{t: t, client: c, engine: engine.New(c, 0), record: m}
}

func command(verb process.Verb) process.Command {
	return process.Command{Verb: verb, By: process.Person{ID: "p1"}}
}

func newCase() string { return ulid.Make().String() }

// act does one act on a case and wants it done.
func (b *bench) act(caseID string, c process.Command) contract.Answer {
	b.t.Helper()
	c.ID = "p1:" + ulid.Make().String()
	answer, err := b.engine.Act(b.t.Context(), contract.Act{ID: c.ID, Digest: "d", CaseID: caseID, Commands: []process.Command{c}})
	require.NoError(b.t, err)
	return answer
}

// history is the present run's.
func (b *bench) history(caseID string) []*historypb.HistoryEvent {
	b.t.Helper()
	var events []*historypb.HistoryEvent
	for it := b.client.GetWorkflowHistory(b.t.Context(), contract.CaseID(caseID), "", false,
		enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); it.HasNext(); {
		event, err := it.Next()
		require.NoError(b.t, err)
		events = append(events, event)
	}
	return events
}

// keep writes the history for the replay test when the release is recorded; see
// e2e/histories_test.go.
func (b *bench) keep(name, caseID string) {
	b.t.Helper()
	dir := os.Getenv("RENDA_TEST_RECORD")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".json.gz"))
	require.NoError(b.t, err)
	_, err = worker.WriteHistory(b.t.Context(), b.client, caseID, f)
	require.NoError(b.t, err)
	require.NoError(b.t, f.Close())
}

func (b *bench) status(caseID string) enumspb.WorkflowExecutionStatus {
	b.t.Helper()
	d, err := b.client.DescribeWorkflowExecution(b.t.Context(), contract.CaseID(caseID), "")
	require.NoError(b.t, err)
	return d.GetWorkflowExecutionInfo().GetStatus()
}

func (b *bench) ends(caseID string) {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		return b.status(caseID) == enumspb.WORKFLOW_EXECUTION_STATUS_COMPLETED
	}, 10*time.Second, 20*time.Millisecond)
}

// The budget: at most eight events for an ordinary act. Six are
// the least that an Update with one local activity can do with.
func TestAnOrdinaryActLeavesSixEvents(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	extend := command(process.VerbExtend)
	extend.Until = "10h"
	b.act(id, extend)
	before := len(b.history(id))
	b.act(id, command(process.VerbSave))
	require.Equal(t, 6, len(b.history(id))-before, "an act that leaves the clock alone")
	before = len(b.history(id))
	extend.Until = "20h"
	b.act(id, extend)
	require.Equal(t, 6, len(b.history(id))-before, "an act that moves the deadline later")
	before = len(b.history(id))
	extend.Until = "5h"
	b.act(id, extend)
	require.Equal(t, 8, len(b.history(id))-before, "an act that moves the deadline earlier")
	b.keep("deadline-moved", id)
}

func TestAnAlarmRingsOnTheClockOnTheWall(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	extend := command(process.VerbExtend)
	extend.Until = "200ms"
	b.act(id, extend)
	require.Eventually(t, func() bool { return b.record.rings() == 1 }, 10*time.Second, 20*time.Millisecond)
	b.act(id, command(process.VerbSave))
	b.keep("alarm-rang", id)
}

func TestAMalformedActLeavesNoEvent(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	before := len(b.history(id))
	_, err := b.engine.Act(t.Context(), contract.Act{ID: "p1:x", CaseID: id, Commands: []process.Command{command(process.VerbSave)}})
	require.Equal(t, "ACT_MALFORMED", fault.From(err).Code)
	require.Equal(t, fault.Invalid, fault.KindOf(err))
	require.Len(t, b.history(id), before)
}

func TestARefusalOfTheRecordArrivesTypedAndTheRunWithoutACaseEnds(t *testing.T) {
	b := start(t)
	id := newCase()
	_, err := b.engine.Act(t.Context(), contract.Act{
		ID: "p1:x", Digest: "d", CaseID: id, Commands: []process.Command{command(process.VerbSave)},
	})
	f := fault.From(err)
	require.Equal(t, fault.NotFound, f.Kind)
	require.Equal(t, "CASE_NOT_FOUND", f.Code)
	require.Equal(t, "没有这件事项。", f.Detail)
	b.ends(id)
}

// A refusal is of its moment: the same act under the same key may be possible
// later, and so it is with a database that was away.
func TestARefusalIsNotRemembered(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	c := command(process.VerbSave)
	c.ID = "p1:again"
	act := contract.Act{ID: c.ID, Digest: "d", CaseID: id, Commands: []process.Command{c}}
	b.record.refuse = 1
	_, err := b.engine.Act(t.Context(), act)
	require.Equal(t, "NOT_NOW", fault.From(err).Code)
	answer, err := b.engine.Act(t.Context(), act)
	require.NoError(t, err)
	require.EqualValues(t, 2, answer.Seq)
}

func TestTheSameActTenTimesAtOnceIsOneAct(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	done := b.record.total()
	c := command(process.VerbSave)
	c.ID = "p1:same"
	act := contract.Act{ID: c.ID, Digest: "d", CaseID: id, Commands: []process.Command{c}}
	var all sync.WaitGroup
	answers := make([]contract.Answer, 10)
	errs := make([]error, 10)
	for i := range answers {
		all.Go(func() { answers[i], errs[i] = b.engine.Act(t.Context(), act) })
	}
	all.Wait()
	for i := range answers {
		require.NoError(t, errs[i])
		require.Equal(t, answers[0], answers[i])
	}
	require.Equal(t, done+1, b.record.total())
}

func TestTheSameOpeningAtOnceIsOneCase(t *testing.T) {
	b := start(t)
	id := newCase()
	c := command(process.VerbOpen)
	c.ID = "p1:open-" + id
	var all sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		all.Go(func() {
			_, errs[i] = b.engine.Act(t.Context(), contract.Act{ID: c.ID, Digest: "d", CaseID: id, Commands: []process.Command{c}})
		})
	}
	all.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	require.Equal(t, 1, b.record.total())
}

func TestAnActRevivesARunThatIsGone(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	require.NoError(t, b.client.TerminateWorkflow(t.Context(), contract.CaseID(id), "", "lost"))
	require.EqualValues(t, 2, b.act(id, command(process.VerbSave)).Seq)
}

func TestAClosedCaseHasNoRunAndCanBeReopened(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	b.act(id, command(process.VerbTerminate))
	b.ends(id)
	require.EqualValues(t, 3, b.act(id, command(process.VerbReopen)).Seq)
	require.Equal(t, enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, b.status(id))
}

func TestAClockRingsAfterItsRunWasLost(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	extend := command(process.VerbExtend)
	extend.Until = "300ms"
	b.act(id, extend)
	require.NoError(t, b.client.TerminateWorkflow(t.Context(), contract.CaseID(id), "", "lost"))
	require.NoError(t, b.engine.Ensure(t.Context(), id))
	require.NoError(t, b.engine.Ensure(t.Context(), id))
	require.NoError(t, b.engine.Rearm(t.Context(), id))
	require.Eventually(t, func() bool { return b.record.rings() == 1 }, 10*time.Second, 20*time.Millisecond)
}

func TestALongHistoryGoesOnInANewRunAndNoActIsLost(t *testing.T) {
	b := start(t)
	id := newCase()
	b.act(id, command(process.VerbOpen))
	const acts, clients = 420, 4 // six events each: over the limit of a run
	var all sync.WaitGroup
	for n := range clients {
		all.Go(func() {
			for i := range acts / clients {
				c := command(process.VerbSave)
				c.ID = fmt.Sprintf("p%d:%d", n, i)
				_, err := b.engine.Act(t.Context(), contract.Act{ID: c.ID, Digest: "d", CaseID: id, Commands: []process.Command{c}})
				require.NoError(t, err)
			}
		})
	}
	all.Wait()
	require.Equal(t, acts+1, b.record.total())
	require.Less(t, len(b.history(id)), 2000, "the run was renewed")
}

func TestAnEngineThatIsAwayIsSaid(t *testing.T) {
	c, err := client.NewLazyClient(client.Options{HostPort: fmt.Sprintf("127.0.0.1:%d", testkit.FreePort(t)), Logger: nil})
	require.NoError(t, err)
	defer c.Close()
	e := engine.New(c, time.Second)
	_, err = e.Act(t.Context(), contract.Act{ID: "p1:x", Digest: "d", CaseID: newCase(), Commands: []process.Command{command(process.VerbSave)}})
	require.Equal(t, fault.Unavailable, fault.KindOf(err))
	require.Equal(t, "ENGINE_AWAY", fault.From(err).Code)
	require.Error(t, e.Ping(t.Context()))
}
