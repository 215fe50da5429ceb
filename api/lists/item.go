package lists

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Row is a case as a list shows it.
type Row struct {
	ID        string     `json:"id"`
	Process   string     `json:"process"`
	Title     string     `json:"title"`
	Number    string     `json:"number,omitempty"`
	Urgency   string     `json:"urgency,omitempty"`
	Status    string     `json:"status"`
	Step      string     `json:"step"`
	StepTitle string     `json:"step_title"`
	Sender    string     `json:"sender,omitempty"`
	Due       *time.Time `json:"due,omitempty"`
	DueDay    string     `json:"due_day,omitempty"`
	Owner     names.Ref  `json:"owner"`
	Initiator names.Ref  `json:"initiator"`
	NounKind  string     `json:"noun_kind,omitempty"`
	NounID    string     `json:"noun_id,omitempty"`
	Seq       int64      `json:"seq"`
	OpenedAt  time.Time  `json:"opened_at"`
	ChangedAt time.Time  `json:"changed_at"`
	ClosedAt  *time.Time `json:"closed_at,omitempty"`
	Ceased    string     `json:"ceased,omitempty" enum:"annulled,repealed" doc:"发出的文件已撤销（annulled）或废止（repealed）。"`
}

// Task is a task as a list shows it.
type Task struct {
	ID        string      `json:"id"`
	Kind      string      `json:"kind"`
	Part      string      `json:"part,omitempty"`
	Step      string      `json:"step"`
	StepTitle string      `json:"step_title"`
	Status    string      `json:"status"`
	Assignee  *names.Ref  `json:"assignee,omitempty"`
	Pool      *names.Pool `json:"pool,omitempty"`
	Claimed   bool        `json:"claimed,omitempty"`
	Outcome   string      `json:"outcome,omitempty"`
	DoneBy    *names.Ref  `json:"done_by,omitempty"`
	OpenedAt  time.Time   `json:"opened_at"`
	SeenAt    *time.Time  `json:"seen_at,omitempty"`
	DoneAt    *time.Time  `json:"done_at,omitempty"`
	DueDay    string      `json:"due_day,omitempty"`
}

// Item is one line of a list.
type Item struct {
	Arrived  time.Time        `json:"arrived"`
	Late     bool             `json:"late,omitempty"`
	For      *names.Ref       `json:"for,omitempty" doc:"您代理的人。"`
	Case     *Row             `json:"case,omitempty"`
	Task     *Task            `json:"task,omitempty"`
	Delivery *models.Delivery `json:"delivery,omitempty"`
	Sender   *names.Ref       `json:"sender_unit,omitempty" doc:"分送的单位。"`
}

func wantCase(book *names.Book, c *models.Case) { book.Want(c.OwnerUnit, c.Initiator) }

func rowOf(book *names.Book, c *models.Case) Row {
	return Row{
		ID: c.ID, Process: c.Process, Title: c.Title, Number: c.Number, Urgency: c.Urgency, Status: c.Status,
		Step: c.Step, StepTitle: c.StepTitle, Sender: c.Sender, Due: c.Due, DueDay: c.DueDay,
		Owner: names.Ref{ID: c.OwnerUnit, Name: book.Unit(c.OwnerUnit)}, Initiator: names.Ref{ID: c.Initiator, Name: book.Person(c.Initiator)},
		NounKind: c.NounKind, NounID: c.NounID, Seq: c.Seq, OpenedAt: c.OpenedAt, ChangedAt: c.ChangedAt, ClosedAt: c.ClosedAt, Ceased: c.Ceased,
	}
}

func taskOf(book *names.Book, t *models.Task) *Task {
	return &Task{
		ID: t.ID, Kind: t.Kind, Part: t.Part, Step: t.Step, StepTitle: t.StepTitle, Status: t.Status,
		Assignee: book.PersonRef(t.Assignee), Pool: book.Pool(t.PoolRole, t.PoolUnit), Claimed: t.Claimed, Outcome: t.Outcome,
		DoneBy: book.PersonRef(t.DoneBy), OpenedAt: t.OpenedAt, SeenAt: t.SeenAt, DoneAt: t.DoneAt, DueDay: t.DueDay,
	}
}

func (d Deps) items(ctx context.Context, rows []store.InboxItem) ([]Item, error) {
	book := names.NewBook()
	for _, r := range rows {
		book.Want(r.For)
		if r.Case != nil {
			wantCase(book, r.Case)
		}
		if r.Task != nil {
			book.Want(r.Task.Assignee, r.Task.PoolUnit, r.Task.DoneBy)
		}
		if r.Delivery != nil {
			book.Want(r.Delivery.SenderUnit)
		}
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	items := []Item{}
	for _, r := range rows {
		item := Item{Arrived: r.Arrived, Late: r.Late, For: book.PersonRef(r.For), Delivery: r.Delivery}
		if r.Case != nil {
			row := rowOf(book, r.Case)
			item.Case = &row
		}
		if r.Task != nil {
			item.Task = taskOf(book, r.Task)
		}
		if r.Delivery != nil {
			item.Sender = book.UnitRef(r.Delivery.SenderUnit)
		}
		items = append(items, item)
	}
	return items, nil
}
