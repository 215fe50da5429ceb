package workflows_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/fault/wire"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// record is a record in memory for one case: it knows acts by their ids, keeps
// a queue of alarms and a list of effects, and can be away. What the acts mean
// is not its business.
type record struct {
	position contract.Position
	alarms   []contract.AlarmAt
	answers  map[string]contract.Answer
	acts     []contract.Act

	away     int              // calls that will fail
	refuse   map[string]error // act id to refusal
	loads    int
	deaf     bool // clocks do not stop ringing
	onCommit func(act contract.Act)
}

func (r *record) Commit(_ context.Context, act contract.Act) (contract.Committed, error) {
	if r.away > 0 {
		r.away--
		return contract.Committed{}, fault.New(fault.Unavailable, "DATABASE_AWAY", "数据库暂时无法连接。")
	}
	if err := r.refuse[act.ID]; err != nil {
		return contract.Committed{}, err
	}
	answer, again := r.answers[act.ID]
	if !again {
		r.position.Seq++
		answer = contract.Answer{CaseID: act.CaseID, Seq: r.position.Seq}
		r.answers[act.ID] = answer
		r.acts = append(r.acts, act)
		for _, c := range act.Commands {
			r.apply(c)
		}
		if r.onCommit != nil {
			r.onCommit(act)
		}
	}
	return contract.Committed{Answer: answer, Position: r.now()}, nil
}

func (r *record) apply(c process.Command) {
	switch c.Verb {
	case process.VerbOpen:
		r.position.Exists, r.position.Status = true, process.StatusOpen
	case process.VerbClock:
		if !r.deaf {
			r.alarms = r.alarms[1:]
		}
	case process.VerbEffectDone:
		r.position.Effects = slices.DeleteFunc(slices.Clone(r.position.Effects),
			func(e process.EffectAt) bool { return e.ID == c.Effect.ID })
	case process.VerbTerminate:
		r.position.Status, r.alarms = process.StatusTerminated, nil
	}
}

func (r *record) Load(context.Context, string) (contract.Position, error) {
	r.loads++
	if r.away > 0 {
		r.away--
		return contract.Position{}, fault.New(fault.Unavailable, "DATABASE_AWAY", "数据库暂时无法连接。")
	}
	return r.now(), nil
}

func (r *record) now() contract.Position {
	p := r.position
	p.NextAlarm = nil
	if len(r.alarms) > 0 {
		first := r.alarms[0]
		p.NextAlarm = &first
	}
	return p
}

// verbs are what was committed, in order.
func (r *record) verbs() []process.Verb {
	var verbs []process.Verb
	for _, act := range r.acts {
		for _, c := range act.Commands {
			verbs = append(verbs, c.Verb)
		}
	}
	return verbs
}

const caseID = "01JD0000000000000000000001"

// story is one run of one case with its time skipped.
type story struct {
	*testsuite.TestWorkflowEnvironment
	t      *testing.T
	record *record
	sent   int
}

// monday is when stories begin; in the future, because the environment holds
// the time-out of a local activity against the clock on the wall.
var monday = time.Date(2035, 1, 1, 1, 0, 0, 0, time.UTC)

func newStory(t *testing.T) *story {
	t.Helper()
	quiet := new(testsuite.WorkflowTestSuite)
	quiet.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	s := &story{
		TestWorkflowEnvironment: quiet.NewTestWorkflowEnvironment(),
		t:                       t,
		record:                  &record{answers: map[string]contract.Answer{}, refuse: map[string]error{}},
	}
	s.SetStartTime(monday)
	s.SetTestTimeout(30 * time.Second)
	s.SetWorkerOptions(worker.Options{Interceptors: []interceptor.WorkerInterceptor{&translate{}}})
	s.RegisterActivityWithOptions(s.record.Commit, activity.RegisterOptions{Name: contract.CommitActivity})
	s.RegisterActivityWithOptions(s.record.Load, activity.RegisterOptions{Name: contract.LoadActivity})
	return s
}

// open makes the case exist before the run starts.
func (s *story) open(alarms ...contract.AlarmAt) {
	s.record.position = contract.Position{Exists: true, Seq: 1, Status: process.StatusOpen}
	s.record.alarms = alarms
}

// alarmIn is an alarm of a clock some time after the beginning.
func alarmIn(d time.Duration, kind process.AlarmKind) contract.AlarmAt {
	return contract.AlarmAt{Clock: caseID + "-7", Kind: kind, At: monday.Add(d).UnixMilli()}
}

// reply is what became of an act.
type reply struct {
	answer   contract.Answer
	err      error
	accepted bool
	done     bool
}

// act sends an act some time after the beginning.
func (s *story) act(after time.Duration, id string, verb process.Verb) *reply {
	return s.send(after, contract.Act{
		ID: id, Digest: "d", CaseID: caseID,
		Commands: []process.Command{{ID: id, Verb: verb, By: process.Person{ID: "p1"}}},
	})
}

func (s *story) send(after time.Duration, act contract.Act) *reply {
	r := &reply{}
	s.sent++
	updateID := fmt.Sprintf("%s/%d", act.ID, s.sent)
	s.RegisterDelayedCallback(func() {
		s.UpdateWorkflow(contract.ActUpdate, updateID, &testsuite.TestUpdateCallback{
			OnAccept: func() { r.accepted = true },
			OnReject: func(err error) { r.err, r.done = err, true },
			OnComplete: func(result any, err error) {
				r.err, r.done = err, true
				if err == nil {
					r.answer, _ = result.(contract.Answer)
				}
			},
		}, act)
	}, after)
	return r
}

// run tells the story to its end.
func (s *story) run() {
	s.t.Helper()
	s.ExecuteWorkflow(workflows.Case, contract.CaseInput{CaseID: caseID})
	require.True(s.t, s.IsWorkflowCompleted())
}

// faultOf is the fault that a reply came back with.
func (r *reply) fault(t *testing.T) *fault.Fault {
	t.Helper()
	require.True(t, r.done)
	require.Error(t, r.err)
	return wire.In(r.err)
}

// translate stands for the worker's interceptor.
type translate struct {
	interceptor.WorkerInterceptorBase
}

func (*translate) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	in := &translateInbound{}
	in.Next = next
	return in
}

type translateInbound struct {
	interceptor.ActivityInboundInterceptorBase
}

func (t *translateInbound) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (any, error) {
	result, err := t.Next.ExecuteActivity(ctx, in)
	return result, wire.Out(err)
}
