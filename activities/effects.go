package activities

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Files is what effects need of the record.
type Files interface {
	// Bundle is all of a case; NotFound if there is none.
	Bundle(ctx context.Context, caseID string) (store.Bundle, error)
	// PutContent keeps bytes under their hash. Twice is once.
	PutContent(ctx context.Context, bytes []byte) (string, error)
	// Unreachable are the names of the units inside that a case was sent to
	// and where nobody could sign for it.
	Unreachable(ctx context.Context, caseID string) (names []string, sent int, err error)
}

// Effects holds the activities that follow from a commit. Their results come
// back to the case as commands.
type Effects struct {
	Record Files
}

// Archive puts the bundle of a case together and keeps it under the hash of its
// bytes: the state, the whole ledger, opinions, deadlines, deliveries and the
// hashes of texts. Run twice, it finds the same bytes, or those of a later
// moment beside the first; the case remembers the one that is recorded.
func (e *Effects) Archive(ctx context.Context, in contract.EffectInput) (process.EffectResult, error) {
	bundle, err := e.Record.Bundle(ctx, in.CaseID)
	if err != nil {
		return process.EffectResult{}, err
	}
	text, err := json.MarshalIndent(bundle, "", " ")
	if err != nil {
		return process.EffectResult{}, err
	}
	hash, err := e.Record.PutContent(ctx, text)
	return process.EffectResult{ID: in.Effect.ID, Data: map[string]string{
		"bundle": hash, "events": strconv.Itoa(len(bundle.Events)), "bytes": strconv.Itoa(len(text)),
	}}, err
}

// notReached begins the reason of a dispatch that did not reach everybody.
const notReached = "以下单位没有收文人员，尚无人可签收："

// Dispatch looks whether what was sent can arrive: a unit inside without a
// clerk would never sign for it, and nobody would know. It only reads, however
// often it runs.
func (e *Effects) Dispatch(ctx context.Context, in contract.EffectInput) (process.EffectResult, error) {
	names, sent, err := e.Record.Unreachable(ctx, in.CaseID)
	result := process.EffectResult{ID: in.Effect.ID, Data: map[string]string{"inside": strconv.Itoa(sent)}}
	if len(names) > 0 {
		result.Failed = notReached + strings.Join(names, "、")
	}
	return result, err
}
