package cases

import (
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Task is one thing asked of somebody, with names.
type Task struct {
	ID         string             `json:"id"`
	Step       string             `json:"step"`
	StepTitle  string             `json:"step_title"`
	Round      int                `json:"round"`
	Kind       process.TaskKind   `json:"kind"`
	Part       process.Part       `json:"part,omitempty"`
	PartTitle  string             `json:"part_title,omitempty"`
	Status     process.TaskStatus `json:"status"`
	Assignee   *names.Ref         `json:"assignee,omitempty"`
	Pool       *names.Pool        `json:"pool,omitempty"`
	Claimed    bool               `json:"claimed,omitempty"`
	Proxies    []Proxy            `json:"proxies,omitempty"`
	AddedBy    *names.Ref         `json:"added_by,omitempty"`
	Relation   process.Relation   `json:"relation,omitempty"`
	Batch      string             `json:"batch,omitempty"`
	OpenedAt   time.Time          `json:"opened_at"`
	SeenAt     *time.Time         `json:"seen_at,omitempty"`
	DoneAt     *time.Time         `json:"done_at,omitempty"`
	DoneBy     *names.Ref         `json:"done_by,omitempty"`
	DoneFor    *names.Ref         `json:"done_for,omitempty"`
	Outcome    process.Outcome    `json:"outcome,omitempty"`
	Stands     bool               `json:"stands,omitempty" doc:"文本未变，原签字继续有效。"`
	ChangedSeq int64              `json:"changed_seq"`
	Mine       bool               `json:"mine,omitempty" doc:"轮到您办理（含代理）。"`
}

// Proxy is a standing proxy that holds for a task.
type Proxy struct {
	Principal names.Ref `json:"principal"`
	Agent     names.Ref `json:"agent"`
	Until     time.Time `json:"until"`
}

func wantTask(book *names.Book, t process.Task) {
	book.Want(t.Assignee, t.AddedBy, t.DoneBy, t.DoneFor)
	if t.Pool != nil {
		book.Want(t.Pool.Unit)
	}
	for _, p := range t.Proxies {
		book.Want(p.Principal, p.Agent)
	}
}

func taskOf(book *names.Book, def process.Definition, viewer models.Viewer, t process.Task) Task {
	out := Task{
		ID: t.ID, Step: t.Step, StepTitle: stepTitle(def, t.Step), Round: t.Round, Kind: t.Kind,
		Part: t.Part, PartTitle: partTitle(t.Part), Status: t.Status, Assignee: book.PersonRef(t.Assignee),
		Claimed: t.Claimed, AddedBy: book.PersonRef(t.AddedBy), Relation: t.Relation, Batch: t.Batch,
		OpenedAt: t.OpenedAt, SeenAt: t.SeenAt, DoneAt: t.DoneAt, DoneBy: book.PersonRef(t.DoneBy),
		DoneFor: book.PersonRef(t.DoneFor), Outcome: t.Outcome, Stands: t.Stands, ChangedSeq: t.Changed,
		Mine: t.Status == process.TaskIsOpen && isMine(viewer, t),
	}
	if t.Pool != nil {
		out.Pool = book.Pool(t.Pool.Role, t.Pool.Unit)
	}
	for _, p := range t.Proxies {
		out.Proxies = append(out.Proxies, Proxy{*book.PersonRef(p.Principal), *book.PersonRef(p.Agent), p.Until})
	}
	return out
}

// isMine says whether a task waits for the viewer, for his own part, his pool's
// or as a proxy. Whether he may act is the kernel's to say (options).
func isMine(viewer models.Viewer, t process.Task) bool {
	if t.Assignee == viewer.PersonID {
		return true
	}
	if t.Pool != nil && !t.Claimed && slices.Contains(viewer.Addresses, models.RoleAddress(t.Pool.Role, t.Pool.Unit)) {
		return true
	}
	return slices.ContainsFunc(t.Proxies, func(p process.Proxy) bool { return p.Agent == viewer.PersonID })
}

func stepTitle(def process.Definition, key string) string {
	if step := def.Step(key); step != nil {
		return step.Title
	}
	return key
}
