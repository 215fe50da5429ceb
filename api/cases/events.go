package cases

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Line is one line of a case's history, fit to be read.
type Line struct {
	Seq  int64      `json:"seq"`
	Type string     `json:"type"`
	At   time.Time  `json:"at"`
	By   names.Ref  `json:"by"`
	For  *names.Ref `json:"for,omitempty" doc:"被代理人。"`
	Port string     `json:"port,omitempty"`
	// Text is the line in words, without who and when.
	Text string `json:"text"`
	Step string `json:"step,omitempty"`
	// Minor lines are bookkeeping that a page may fold away.
	Minor   bool   `json:"minor,omitempty"`
	Opinion string `json:"opinion,omitempty"`
	Ink     string `json:"ink,omitempty" doc:"手写签批的文件编号。"`
	Reason  string `json:"reason,omitempty"`
	Related string `json:"related,omitempty" doc:"另一事项的编号：据以撤销、废止的公文。"`
	// LaySeconds is how long the task had lain when it was answered.
	LaySeconds int64  `json:"lay_seconds,omitempty"`
	Lay        string `json:"lay,omitempty" doc:"停留时间。"`
}

// maxEvents is the greatest page of the history.
const maxEvents = 500

// history reads a page of events as lines. Next is the seq to go on after.
func (d Deps) history(ctx context.Context, id string, after int64, limit int) ([]Line, int64, error) {
	viewer, record, err := d.load(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	rows, err := d.Record.CaseEvents(ctx, viewer, id, after, limit)
	if err != nil {
		return nil, 0, err
	}
	events, err := decode(rows)
	if err != nil {
		return nil, 0, err
	}
	lines, err := d.lines(ctx, viewer, record, events)
	next := int64(0)
	if len(rows) == limit {
		next = rows[len(rows)-1].Seq
	}
	return lines, next, err
}

func decode(rows []models.Event) ([]process.Event, error) {
	events := make([]process.Event, len(rows))
	for i, row := range rows {
		body, err := process.DecodeBody(row.Type, []byte(row.Payload))
		if err != nil {
			return nil, err
		}
		events[i] = process.Event{Seq: row.Seq, At: row.At, By: row.Actor, For: row.OnBehalfOf, Port: row.Port, Body: body}
	}
	return events, nil
}

// lines makes the history readable. An opinion stands on the line of the act
// it came with.
func (d Deps) lines(ctx context.Context, viewer models.Viewer, r store.CaseRecord, events []process.Event) ([]Line, error) {
	w := &writer{def: r.Definition, state: &r.State, book: names.NewBook()}
	var forms []process.Form
	for _, e := range events {
		w.book.Want(e.By, e.For)
		w.want(e.Body)
		if filled, ok := e.Body.(process.FormFilled); ok {
			forms = append(forms, filled.Form)
		}
	}
	for _, t := range r.State.Tasks {
		wantTask(w.book, t)
	}
	for _, delivery := range r.State.Deliveries {
		w.book.Want(delivery.Unit)
	}
	if err := w.book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	if err := d.titleForms(ctx, viewer, w.book, r.Definition, forms...); err != nil {
		return nil, err
	}
	lines := []Line{}
	for i, e := range events {
		if batched(events, i) {
			continue
		}
		if opinion, ok := e.Body.(process.OpinionGiven); ok && w.carried(events, i, opinion) {
			continue
		}
		lines = append(lines, w.line(events, i))
	}
	return lines, nil
}

// reasked says that a task was opened because the case came to its step, or
// back to it: nobody asked anew.
func reasked(events []process.Event, at int) bool {
	return slices.ContainsFunc(events, func(e process.Event) bool {
		switch e.Body.(type) {
		case process.StepEntered, process.Withdrawn:
			return sameAct(e, events[at])
		}
		return false
	})
}

// batched says whether a line before it names this reader too.
func batched(events []process.Event, at int) bool {
	return at > 0 && batchOf(events[at].Body) != "" && batchOf(events[at].Body) == batchOf(events[at-1].Body)
}

// batchOf is the circulation that a reading was opened in.
func batchOf(body process.Body) string {
	if opened, ok := body.(process.TaskOpened); ok && opened.Task.Kind == process.TaskRead {
		return opened.Task.Batch
	}
	return ""
}

// carried says whether another line of the same act shows the opinion.
func (w *writer) carried(events []process.Event, at int, opinion process.OpinionGiven) bool {
	for i, e := range events {
		if i != at && shows(e.Body) == opinion.Task && opinion.Task != "" && sameAct(e, events[at]) {
			return true
		}
	}
	return false
}

// shows is the task whose opinion a line shows.
func shows(body process.Body) string {
	switch b := body.(type) {
	case process.TaskAnswered:
		return b.Task
	case process.Returned:
		return b.Task
	}
	return ""
}

func sameAct(a, b process.Event) bool { return a.At.Equal(b.At) && a.By == b.By }

// writer puts events into words.
type writer struct {
	def   process.Definition
	state *process.State
	book  *names.Book
}

func (w *writer) line(events []process.Event, at int) Line {
	e := events[at]
	line := Line{
		Seq: e.Seq, Type: e.Body.EventType(), At: e.At, Port: e.Port,
		By: names.Ref{ID: e.By, Name: w.book.Person(e.By)}, For: w.book.PersonRef(e.For),
	}
	line.Text, line.Minor = w.text(e)
	line.Reason = reasonOf(e.Body)
	for more := at + 1; more < len(events) && batched(events, more); more++ {
		line.Text += "、" + w.holders([]string{events[more].Body.(process.TaskOpened).Task.ID})
	}
	if opened, ok := e.Body.(process.TaskOpened); ok && opened.Task.Relation != "" && reasked(events, at) {
		line.Text, line.Minor = w.turnText(opened.Task), true
	}
	// Where a case is moved past its table, the reason stands with the leaving.
	if entered, ok := e.Body.(process.StepEntered); ok && entered.How == process.CameReroute && at > 0 {
		line.Reason = reasonOf(events[at-1].Body)
	}
	if ceased, ok := e.Body.(process.PaperCeased); ok {
		line.Related = ceased.Decision
	}
	if task := w.state.Task(shows(e.Body)); task != nil {
		line.Step = task.Step
		lay := e.At.Sub(task.OpenedAt)
		line.LaySeconds, line.Lay = int64(lay.Seconds()), layText(lay)
	}
	for i, other := range events {
		opinion, ok := other.Body.(process.OpinionGiven)
		if ok && (i == at || shows(e.Body) != "" && opinion.Task == shows(e.Body) && sameAct(other, e)) {
			line.Opinion, line.Ink, line.Step = opinion.Text, opinion.Ink, opinion.Step
		}
	}
	return line
}

func reasonOf(body process.Body) string {
	switch b := body.(type) {
	case process.StepLeft:
		return b.Reason
	case process.TaskOpened:
		return b.Reason
	case process.TaskCancelled:
		return b.Words
	case process.TaskMoved:
		return b.Reason
	case process.Returned:
		return b.Reason
	case process.Withdrawn:
		return b.Reason
	case process.Urged:
		return b.Text
	case process.CaseSuspended:
		return b.Reason
	case process.CaseResumed:
		return b.Reason
	case process.CaseClosed:
		return b.Reason
	case process.CaseReopened:
		return b.Reason
	case process.ReceiptWaived:
		return b.Reason
	case process.PaperCeased:
		return b.Reason
	case process.ClockExtended:
		return b.Reason
	case process.ClockRecomputed:
		return b.Reason
	}
	return ""
}

// want notes the names that a line will need.
func (w *writer) want(body process.Body) {
	switch b := body.(type) {
	case process.TaskOpened:
		wantTask(w.book, b.Task)
	case process.TaskMoved:
		w.wantParty(b.From)
		w.wantParty(b.To)
	case process.Withdrawn:
		w.book.Want(b.Told...)
	case process.Followed:
		w.book.Want(b.Person)
	case process.ProxyEnded:
		w.book.Want(b.Principal, b.Agent)
	case process.FormFilled:
		wantForm(w.book, w.def, b.Form)
	case process.Dispatched:
		for _, delivery := range b.Deliveries {
			w.book.Want(delivery.Unit)
		}
	}
}

func (w *writer) wantParty(p process.Party) {
	w.book.Want(p.Person)
	w.book.Want(p.Unit)
}
