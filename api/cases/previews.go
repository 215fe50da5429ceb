package cases

import (
	"context"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
)

type previewsIn struct {
	Body struct {
		Verb   process.Verb `json:"verb" enum:"urge,read" doc:"urge 催办，read 阅知。"`
		Reason string       `json:"reason,omitempty" maxLength:"500"`
		Items  []OnCase     `json:"items" minItems:"1" maxItems:"100"`
	}
}

// OnCase names a case and, where the act is on a task, the task.
type OnCase struct {
	Case string `json:"case" minLength:"1" maxLength:"64"`
	Task string `json:"task,omitempty" maxLength:"64"`
}

// Foreseen is what the act would come to on one of many cases: what would be
// written into its history, or why nothing would.
type Foreseen struct {
	OnCase
	Will   bool   `json:"will"`
	Code   string `json:"code,omitempty" doc:"不能办的原因代码。"`
	Detail string `json:"detail,omitempty" doc:"不能办的原因。"`
	Lines  []Line `json:"lines" doc:"将记入历程的内容。"`
}

// previewMany asks of each case what the same act would come to. Each is a
// question of its own: a refusal is an answer.
func (d Deps) previewMany(ctx context.Context, in *previewsIn) (*Answer[List[Foreseen]], error) {
	out := &Answer[List[Foreseen]]{List[Foreseen]{make([]Foreseen, 0, len(in.Body.Items))}}
	for _, item := range in.Body.Items {
		seen := Foreseen{OnCase: item, Lines: []Line{}}
		found, err := d.preview(ctx, item.Case, Act{Verb: in.Body.Verb, Task: item.Task, Reason: in.Body.Reason})
		if err != nil {
			refused := problem.AsFault(err)
			if refused.Kind == fault.Internal || refused.Kind == fault.Unavailable {
				return nil, err
			}
			seen.Code, seen.Detail = refused.Code, refused.Detail
		} else {
			seen.Will, seen.Lines = true, found.Lines
		}
		out.Body.Items = append(out.Body.Items, seen)
	}
	return out, nil
}
