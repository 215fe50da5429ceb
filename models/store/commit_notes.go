package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// note tells the actor what he should know of his act.
func (t *turn) note(command *process.Command, events []process.Event) {
	if command.Verb == process.VerbCirculate {
		if out := t.leftOut(command.To, events); len(out) > 0 {
			t.notes = append(t.notes, contract.Note{
				Code: noteReadersLeftOut, Detail: wordsReadersLeftOut, Args: map[string]string{"persons": strings.Join(out, ",")},
			})
		}
	}
	for _, e := range events {
		if _, ok := e.Body.(process.PaperCeased); ok && outside(&t.state) > 0 {
			t.notes = append(t.notes, contract.Note{
				Code: noteTellOutside, Detail: wordsTellOutside, Args: map[string]string{"count": strconv.Itoa(outside(&t.state))},
			})
		}
		if w, ok := e.Body.(process.Withdrawn); ok && len(w.Told) > 0 {
			t.notes = append(t.notes, contract.Note{
				Code: noteWithdrawnTold, Detail: wordsWithdrawnTold, Args: map[string]string{"persons": strings.Join(w.Told, ",")},
			})
		}
	}
}

// leftOut are the persons asked for in a circulation who got no new reading.
func (t *turn) leftOut(asked []process.Party, events []process.Event) []string {
	var out []string
	for _, p := range asked {
		got := slices.ContainsFunc(events, func(e process.Event) bool {
			opened, ok := e.Body.(process.TaskOpened)
			return ok && opened.Task.Assignee == p.Person
		})
		if p.Person != "" && !got && !slices.Contains(out, p.Person) {
			out = append(out, p.Person)
		}
	}
	return out
}

// notices gathers the notifications of one act, each once.
type notices struct {
	t    *turn
	seen map[models.Notification]bool
	rows []models.Notification
}

func (n *notices) tell(kind, address, task, text string) {
	row := models.Notification{Address: address, Kind: kind, CaseID: n.t.act.CaseID, TaskID: task, Text: text, At: utc(n.t.now)}
	if address == "" || n.seen[row] {
		return
	}
	n.seen[row] = true
	n.rows = append(n.rows, row)
}

// writeNotes tells every address whose lists changed, and those whom an event
// concerns beside.
func (t *turn) writeNotes(ctx context.Context, now *projection) error {
	n := &notices{t: t, seen: map[models.Notification]bool{}}
	gone, added := t.inboxChange(now)
	for _, r := range added {
		if r.Box == BoxTodo || r.Box == BoxToRead {
			n.tell(models.NoteTask, r.Address, r.Ref, "task."+string(r.Box))
		}
	}
	for _, r := range gone {
		stays := slices.ContainsFunc(added, func(a inboxRow) bool { return a.Address == r.Address && a.Ref == r.Ref && a.Box == r.Box })
		if (r.Box == BoxTodo || r.Box == BoxToRead || r.Box == BoxDrafts) && !stays {
			n.tell(models.NoteTaskGone, r.Address, r.Ref, "task.gone")
		}
	}
	for _, e := range t.events {
		n.event(e)
	}
	n.circulated()
	return put(ctx, t.tx, n.rows, refuse)
}

func (n *notices) event(e process.Event) {
	s := &n.t.state
	switch body := e.Body.(type) {
	case process.Urged:
		for _, id := range body.Tasks {
			if task := s.Task(id); task != nil {
				n.task(models.NoteUrged, task, "urged")
			}
		}
	case process.ClockRang:
		n.rang(body)
	case process.Returned:
		for i := range s.Tasks {
			if task := &s.Tasks[i]; task.Round == s.Round && task.Status == process.TaskIsOpen && task.Kind == process.TaskAct {
				n.task(models.NoteReturned, task, "returned")
			}
		}
	case process.Withdrawn:
		for _, person := range body.Told {
			n.tell(models.NoteWithdrawn, models.PersonAddress(person), "", "withdrawn")
		}
	case process.Dispatched:
		for _, d := range body.Deliveries {
			if d.Unit == "" {
				continue
			}
			for _, role := range receivers {
				n.tell(models.NoteDelivery, models.RoleAddress(role, d.Unit), d.ID, "delivery")
			}
		}
	case process.TaskSeen:
		n.reader(body.Task, "case.reading")
	case process.TaskAnswered:
		n.reader(body.Task, "case.read")
	case process.PaperCeased:
		n.ceased(body)
	case process.StepEntered, process.CaseClosed, process.CaseSuspended, process.CaseResumed, process.ReceiptGiven:
		n.watchers("case." + e.Body.EventType())
	}
}

// reader tells who follows a circulation that somebody opened the paper or has
// read it.
func (n *notices) reader(id, text string) {
	task := n.t.state.Task(id)
	if task == nil || task.Kind != process.TaskRead {
		return
	}
	n.watchers(text)
	if task.AddedBy != "" && task.AddedBy != process.System {
		n.tell(models.NoteCase, models.PersonAddress(task.AddedBy), "", text)
	}
}

// circulated tells those who follow the case, and those at work on it, that
// its readers are other ones now.
func (n *notices) circulated() {
	s := &n.t.state
	changed := slices.ContainsFunc(n.t.events, func(e process.Event) bool {
		id := ""
		switch b := e.Body.(type) {
		case process.TaskOpened:
			id = b.Task.ID
		case process.TaskCancelled:
			id = b.Task
		}
		task := s.Task(id)
		return task != nil && task.Kind == process.TaskRead
	})
	if !changed {
		return
	}
	n.watchers("case.circulated")
	for i := range s.Tasks {
		if task := &s.Tasks[i]; task.Kind == process.TaskAct && task.Status == process.TaskIsOpen {
			n.task(models.NoteCase, task, "case.circulated")
		}
	}
}

// ceased tells the units that were sent the paper that it holds no more.
func (n *notices) ceased(body process.PaperCeased) {
	for _, d := range n.t.state.Deliveries {
		if d.Unit == "" {
			continue
		}
		for _, role := range receivers {
			n.tell(models.NoteCeased, models.RoleAddress(role, d.Unit), d.ID, "ceased."+body.How)
		}
	}
	n.watchers("case." + body.EventType())
}

// watchers are told that the case moved: who started it, who follows it, and
// who oversees the organ.
func (n *notices) watchers(text string) {
	s := &n.t.state
	if s.Initiator != process.System {
		n.tell(models.NoteCase, models.PersonAddress(s.Initiator), "", text)
	}
	for _, person := range s.Followers {
		n.tell(models.NoteCase, models.PersonAddress(person), "", text)
	}
	n.tell(models.NoteCase, models.OverseerAddress(s.OwnerUnit), "", text)
}

// rang tells those who are to act, and of an escalation those above them.
func (n *notices) rang(body process.ClockRang) {
	s := &n.t.state
	kind := models.NoteReminder
	switch body.Kind {
	case process.AlarmAfter:
		kind = models.NoteOverdue
	case process.AlarmEscalate:
		kind = models.NoteEscalated
		n.tell(kind, models.OverseerAddress(s.OwnerUnit), "", "clock.escalate")
	case process.AlarmBefore, process.AlarmAt:
	}
	clock := s.Clock(body.Clock)
	if clock == nil {
		return
	}
	for i := range s.Tasks {
		task := &s.Tasks[i]
		if task.Step == clock.Step && task.Round == clock.Round && task.Status == process.TaskIsOpen && task.Kind == process.TaskAct {
			n.task(kind, task, "clock."+string(body.Kind))
		}
	}
}

// task tells whoever may do the task.
func (n *notices) task(kind string, task *process.Task, text string) {
	n.tell(kind, holderAddress(task), task.ID, text)
	for _, x := range task.Proxies {
		if task.Assignee == "" || task.Assignee == x.Principal {
			n.tell(kind, models.PersonAddress(x.Agent), task.ID, text)
		}
	}
}
