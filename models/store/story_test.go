package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

var anyVerb = []process.Verb{
	process.VerbApprove, process.VerbApprove, process.VerbApprove, process.VerbApprove, process.VerbSave, process.VerbReturn,
	process.VerbWithdraw, process.VerbRevoke, process.VerbTransfer, process.VerbDelegate, process.VerbAddSigner,
	process.VerbRemoveSigner, process.VerbChooseNext, process.VerbCirculate, process.VerbRecall, process.VerbRead,
	process.VerbSee, process.VerbUrge, process.VerbClaim, process.VerbRelease, process.VerbFollow, process.VerbUnfollow,
	process.VerbSuspend, process.VerbResume, process.VerbReroute, process.VerbExtend, process.VerbReceipt, process.VerbTerminate,
}

// endings are rare, or no story would get far.
var endings = map[process.Verb]bool{process.VerbRevoke: true, process.VerbTerminate: true, process.VerbSuspend: true}

// anyAct draws something somebody might try on a case.
func anyAct(rt *rapid.T, deliveries []process.Delivery) with {
	person := func() string { return staff[rapid.IntRange(0, len(staff)-1).Draw(rt, "person")].id }
	party := process.Party{Person: person()}
	if rapid.IntRange(0, 3).Draw(rt, "pool") == 0 {
		party = process.Party{Role: "registrar", Unit: "organ"}
	}
	target := rapid.SampledFrom([]string{"", "draft", "review", "countersign", "number", "initiator"}).Draw(rt, "target")
	signers := rapid.SampledFrom([][]string{nil, {"vice"}, {"vice", "vice2"}}).Draw(rt, "signers")
	words := rapid.SampledFrom([]string{"", "同意", "请补充"}).Draw(rt, "words")
	return func(c *process.Command) {
		c.To, c.Target, c.Reason = []process.Party{party}, target, "理由"
		c.Position = rapid.SampledFrom([]process.Position{process.Before, process.After, process.Parallel}).Draw(rt, "position")
		c.Strategy = rapid.SampledFrom([]process.Strategy{process.WalkAgain, process.StraightBack}).Draw(rt, "strategy")
		c.Until = "2026-06-30"
		if words != "" {
			c.Opinion = &process.Opinion{Text: words}
		}
		if c.Verb == process.VerbApprove && signers != nil {
			c.Form = process.Form{"signers": signers}
		}
		if c.Verb == process.VerbApprove && target == "number" {
			c.Form = process.Form{process.FieldInside: {"water"}}
		}
		if len(deliveries) > 0 {
			c.Receipt = &process.Receipt{Delivery: deliveries[0].ID, Name: "某"}
		}
	}
}

// Whatever people try, in whatever order: what is refused leaves no trace, and
// what the lists show is what the ledger says.
func TestWhateverPeopleTryTheRecordStaysWhole(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		accepted := map[process.Verb]int{}
		longest := map[string]int{store.SQLite: 40, store.MySQL: 12}[s.Dialect()]
		rapid.Check(t, func(rt *rapid.T) {
			id := o.open("test.issue", "drafter", "关于水库安全的通知")
			for range rapid.IntRange(longest/2, longest).Draw(rt, "acts") {
				before, err := s.CaseForSystem(t.Context(), id)
				require.NoError(rt, err)
				who := staff[rapid.IntRange(0, len(staff)-1).Draw(rt, "who")].id
				if rapid.IntRange(0, 4).Draw(rt, "somebody with a task") > 0 {
					who = holderOf(before.State, who)
				}
				verb := rapid.SampledFrom(anyVerb).Draw(rt, "verb")
				if endings[verb] && rapid.IntRange(0, 9).Draw(rt, "the end") > 0 {
					verb = process.VerbApprove
				}
				o.now = o.now.Add(time.Duration(rapid.IntRange(1, 2000).Draw(rt, "minutes")) * time.Minute)
				got, err := o.try(id, who, verb, anyAct(rt, before.State.Deliveries))
				after, readErr := s.CaseForSystem(t.Context(), id)
				require.NoError(rt, readErr)
				if err != nil {
					require.NotEqual(rt, fault.Internal, fault.KindOf(err), "%s: %v", verb, err)
					require.Equal(rt, before, after, "%s was refused and changed the case", verb)
					continue
				}
				accepted[verb]++
				require.Equal(rt, got.Answer.Seq, after.State.Seq)
				require.Equal(rt, got.Position.Seq, after.Seq)
			}
			findings, err := s.VerifyCase(t.Context(), id)
			require.NoError(rt, err)
			require.Empty(rt, findings)
		})
		o.whole()
		t.Log(accepted)
	})
}

// holderOf is somebody with an open task, or the one given.
func holderOf(state process.State, otherwise string) string {
	for i := range state.Tasks {
		t := &state.Tasks[i]
		if t.Status != process.TaskIsOpen {
			continue
		}
		if t.Assignee != "" {
			return t.Assignee
		}
		for _, p := range staff {
			if t.Pool != nil && p.role == t.Pool.Role {
				return p.id
			}
		}
	}
	return otherwise
}

// Verify may be run while people work.
func TestVerifyFindsNothingWhilePeopleWork(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		const writers = 3
		var work [writers][]func() error
		for w := range writers {
			for range 4 {
				opening := o.opening("test.short", "registrar", "来文")
				answer := o.act(opening.CaseID, "registrar", process.VerbApprove)
				work[w] = append(work[w],
					func() error { _, err := o.Commit(t.Context(), opening); return err },
					func() error { _, err := o.Commit(t.Context(), answer); return err })
			}
		}
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for _, act := range work[w] {
					if err := act(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		for open := true; open; {
			o.whole()
			select {
			case <-done:
				open = false
			default:
			}
		}
		o.whole()
	})
}
