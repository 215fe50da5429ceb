package store

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// inboxRow puts one task, one delivery or the case itself into a box of one
// address. Lists are ranges of (address, box, sort_key).
type inboxRow struct {
	Address   string
	Box       Box
	SortKey   string
	Ref       string // task, delivery, or the case itself
	CaseID    string
	Process   string
	Step      string
	Urgency   int
	ArrivedAt time.Time
	Due       *time.Time
	UntilAt   *time.Time // end of what a proxy sees
	Principal string     // for whom the holder of the address would act
}

func (inboxRow) TableName() string { return "inbox" }

// key is what no two rows share.
func (r *inboxRow) key() [3]string { return [3]string{r.Address, string(r.Box), r.SortKey} }

// urgencyRanks order the words of urgency; everything else comes after.
var urgencyRanks = map[string]int{"特提": 0, "特急": 1, "加急": 2, "平急": 3}

const ordinary = 4

func urgencyRank(word string) int {
	if rank, ok := urgencyRanks[word]; ok {
		return rank
	}
	return ordinary
}

// noDay sorts after every day.
const noDay = "9999-99-99"

// todoKey orders what is to be done: urgency, due day, arrival.
func todoKey(urgency int, dueDay string, arrived time.Time, ref string) string {
	return fmt.Sprintf("%d|%s|%013d|%s", urgency, cmp.Or(dueDay, noDay), arrived.UnixMilli(), ref)
}

// timeKey orders what was done: by time.
func timeKey(at time.Time, ref string) string {
	return fmt.Sprintf("%013d|%s", at.UnixMilli(), ref)
}

// inboxRows are the rows of a case: of its tasks, and of the case in the lists
// of its initiator and followers.
func inboxRows(d *process.Definition, s *process.State, tasks []models.Task) []inboxRow {
	b := inboxBuilder{s: s, process: d.Key, rank: urgencyRank(s.Urgency), seen: map[[3]string]bool{}}
	draft := isDraft(d, s)
	for i := range s.Tasks {
		b.task(&s.Tasks[i], &tasks[i], draft)
	}
	if !draft && s.Initiator != process.System {
		b.whole(s.Initiator, BoxInitiated)
	}
	for _, person := range s.Followers {
		b.whole(person, BoxFollowed)
	}
	return newestOfDone(b.rows)
}

// newestOfDone keeps one line for each case in a list of what was done: a clerk
// who signed for, registered and checked a paper looks for the paper, once.
func newestOfDone(rows []inboxRow) []inboxRow {
	newest := map[[2]string]string{}
	list := func(r *inboxRow) [2]string { return [2]string{r.Address, string(r.Box)} }
	for i := range rows {
		newest[list(&rows[i])] = max(newest[list(&rows[i])], rows[i].SortKey)
	}
	return slices.DeleteFunc(rows, func(r inboxRow) bool {
		return (r.Box == BoxDone || r.Box == BoxRead) && r.SortKey != newest[list(&r)]
	})
}

// isDraft says whether the case never left the hands of who opened it.
func isDraft(d *process.Definition, s *process.State) bool {
	return s.Status == process.StatusOpen && len(s.Visits) == 1 && len(d.Steps) > 0 && s.Step == d.Steps[0].Key &&
		slices.ContainsFunc(s.Tasks, func(t process.Task) bool {
			return t.Kind == process.TaskAct && t.Status == process.TaskIsOpen && t.Assignee == s.Initiator
		})
}

type inboxBuilder struct {
	s       *process.State
	process string
	rank    int
	seen    map[[3]string]bool
	rows    []inboxRow
}

func (b *inboxBuilder) add(r inboxRow) {
	r.CaseID, r.Process, r.Urgency = b.s.CaseID, b.process, b.rank
	if b.seen[r.key()] {
		return
	}
	b.seen[r.key()] = true
	b.rows = append(b.rows, r)
}

// whole puts the case into a list of one person, by its id: that is in the order
// of opening.
func (b *inboxBuilder) whole(person string, box Box) {
	var opened time.Time
	if len(b.s.Tasks) > 0 {
		opened = utc(b.s.Tasks[0].OpenedAt)
	}
	b.add(inboxRow{
		Address: models.PersonAddress(person), Box: box, SortKey: b.s.CaseID, Ref: b.s.CaseID,
		Step: b.s.Step, ArrivedAt: opened,
	})
}

func (b *inboxBuilder) task(t *process.Task, row *models.Task, draft bool) {
	if t.Status == process.TaskIsOpen {
		b.waiting(t, row, draft)
	}
	if t.DoneBy == "" || t.DoneAt == nil || t.Stands {
		return // an answer that stands is in the box already, with the task it was given to
	}
	box := BoxDone
	if t.Kind == process.TaskRead {
		box = BoxRead
	}
	for _, person := range []string{t.DoneBy, t.DoneFor} {
		if person != "" && person != process.System {
			b.add(inboxRow{
				Address: models.PersonAddress(person), Box: box, SortKey: timeKey(*t.DoneAt, t.ID), Ref: t.ID,
				Step: t.Step, ArrivedAt: utc(*t.DoneAt),
			})
		}
	}
}

// waiting puts an open task before whoever may do it: its assignee or its pool,
// and the standing proxies.
func (b *inboxBuilder) waiting(t *process.Task, row *models.Task, draft bool) {
	box := BoxTodo
	switch {
	case t.Kind == process.TaskRead:
		box = BoxToRead
	case draft && t.Assignee == b.s.Initiator:
		box = BoxDrafts
	}
	r := inboxRow{
		Box: box, SortKey: todoKey(b.rank, row.DueDay, t.OpenedAt, t.ID), Ref: t.ID,
		Step: t.Step, ArrivedAt: utc(t.OpenedAt), Due: row.Due,
	}
	r.Address = holderAddress(t)
	if r.Address == "" {
		return
	}
	b.add(r)
	for _, x := range t.Proxies {
		if t.Assignee != "" && x.Principal != t.Assignee {
			continue
		}
		agent := r
		agent.Address, agent.Principal, agent.UntilAt = models.PersonAddress(x.Agent), x.Principal, utcPtr(&x.Until)
		b.add(agent)
		agent.Box = BoxProxied
		b.add(agent)
		given := r
		given.Address, given.Box, given.Principal = models.PersonAddress(x.Principal), BoxProxied, x.Principal
		given.UntilAt = agent.UntilAt
		b.add(given)
	}
}

// holderAddress is the address of who has the task.
func holderAddress(t *process.Task) string {
	switch {
	case t.Assignee != "":
		return models.PersonAddress(t.Assignee)
	case t.Pool != nil:
		return models.RoleAddress(t.Pool.Role, t.Pool.Unit)
	}
	return ""
}

// accessOf are the addresses that may see the case by its present state: the
// overseers of its organ, who opened it, who follows it, and who is or was
// asked for something; who stands in for somebody, while the task waits. A
// reading that was called back unseen is not counted.
func accessOf(s *process.State) []string {
	set := map[string]bool{models.OverseerAddress(s.OwnerUnit): true}
	person := func(id string) {
		if id != "" && id != process.System {
			set[models.PersonAddress(id)] = true
		}
	}
	person(s.Initiator)
	for _, id := range s.Followers {
		person(id)
	}
	for i := range s.Tasks {
		t := &s.Tasks[i]
		person(t.DoneBy)
		person(t.DoneFor)
		if t.Kind == process.TaskRead && t.Status == process.TaskIsCancelled && t.SeenAt == nil {
			continue
		}
		person(t.Assignee)
		if t.Pool != nil {
			set[models.RoleAddress(t.Pool.Role, t.Pool.Unit)] = true
		}
		if t.Status == process.TaskIsOpen || t.Status == process.TaskIsAsleep {
			for _, x := range t.Proxies {
				person(x.Agent)
			}
		}
	}
	return keys(set)
}

// agentsOf are the persons who stood in for somebody on a task, done or not.
func agentsOf(s *process.State) []string {
	set := map[string]bool{}
	for i := range s.Tasks {
		for _, x := range s.Tasks[i].Proxies {
			set[x.Agent] = true
		}
	}
	return keys(set)
}
