package people

import (
	"context"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Leaving is what stands between a person and his going, in numbers.
type Leaving struct {
	Clear    bool `json:"clear" doc:"可以停用。"`
	Tasks    int  `json:"tasks" doc:"尚未移交的待办、待阅。"`
	Stranded int  `json:"stranded" doc:"只有此人承担、且还有待办的岗位。"`
	Posts    int  `json:"posts" doc:"停用时结束的任职。"`
	Proxies  int  `json:"proxies" doc:"停用时终止的委托。"`
}

func (d Deps) leaving(ctx context.Context, in *idIn) (*Answer[Leaving], error) {
	if _, err := d.Store.Person(ctx, in.ID); err != nil {
		return nil, err
	}
	left, err := d.Store.LeavingOf(ctx, in.ID, d.Now())
	return &Answer[Leaving]{Leaving{
		Clear: left.Clear(), Tasks: len(left.Tasks), Stranded: len(left.Stranded), Posts: len(left.Posts), Proxies: len(left.Proxies),
	}}, err
}

func (d Deps) deactivate(ctx context.Context, in *idIn) (*Done, error) {
	return d.taken(ctx, d.Store.Deactivate(ctx, in.ID, d.by(ctx)))
}

// taken lets the cases follow when a right was taken away.
func (d Deps) taken(ctx context.Context, err error) (*Done, error) {
	if err == nil {
		d.Lapse(ctx)
	}
	return &Done{}, err
}

func (d Deps) reactivate(ctx context.Context, in *idIn) (*Done, error) {
	return &Done{}, d.Store.Reactivate(ctx, in.ID, d.by(ctx))
}

type tasksOut struct {
	Body struct {
		Items  []models.Task `json:"items" nullable:"false"`
		Hidden int           `json:"hidden" doc:"查看人看不到的另有几件。"`
	}
}

func (d Deps) tasks(ctx context.Context, in *idIn) (*tasksOut, error) {
	if err := d.inOrgan(ctx, in.ID); err != nil {
		return nil, err
	}
	seen, hidden, err := d.openTasks(ctx, in.ID)
	out := &tasksOut{}
	out.Body.Items, out.Body.Hidden = append([]models.Task{}, seen...), hidden
	return out, err
}

// inOrgan asks policy once more, in the organs of the person: how much somebody
// has to do is not for other organs to know, and his work not for them to move.
func (d Deps) inOrgan(ctx context.Context, personID string) error {
	organs, err := d.Store.OrgansOf(ctx, personID)
	if err != nil {
		return err
	}
	for _, organ := range organs {
		if allowed, err := d.Allower.Allow(ctx, door.Person(ctx), organ, "people", "hand_over"); allowed || err != nil {
			return err
		}
	}
	return faultOtherOrgan()
}

// openTasks are the person's open tasks in cases that the viewer may see, and
// the number of the others.
func (d Deps) openTasks(ctx context.Context, personID string) (seen []models.Task, hidden int, err error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, 0, err
	}
	all, err := d.Store.OpenTasksOf(ctx, personID)
	if err != nil {
		return nil, 0, err
	}
	seen, err = d.Store.OpenTasksSeen(ctx, viewer, personID)
	return seen, len(all) - len(seen), err
}

type handOverIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		To     string `json:"to" minLength:"1" maxLength:"64" doc:"接替人。"`
		Reason string `json:"reason" minLength:"2" maxLength:"200"`
	}
}

// HandedOver is what a hand-over came to.
type HandedOver struct {
	Cases  []string `json:"cases" nullable:"false" doc:"移交了待办的事项。"`
	Failed []Failed `json:"failed" nullable:"false"`
	Left   int      `json:"left" doc:"还有几件待办未移交，含看不到的。"`
}

// Failed is a case whose tasks stay where they are, and why.
type Failed struct {
	CaseID string `json:"case_id"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (d Deps) handOver(ctx context.Context, in *handOverIn) (*Answer[HandedOver], error) {
	if in.Body.To == in.ID {
		return nil, faultSameSuccessor()
	}
	if err := d.inOrgan(ctx, in.ID); err != nil {
		return nil, err
	}
	able, err := d.Store.PersonsFor(ctx, []string{in.Body.To}, d.Now())
	if err != nil {
		return nil, err
	}
	if _, ok := able[in.Body.To]; !ok {
		return nil, faultSuccessor()
	}
	tasks, _, err := d.openTasks(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &Answer[HandedOver]{HandedOver{Cases: []string{}, Failed: []Failed{}}}
	done := map[string]bool{}
	for _, t := range tasks {
		if done[t.CaseID] {
			continue
		}
		done[t.CaseID] = true
		err := d.handOverCase(ctx, t.CaseID, in)
		if fault.Is(err, fault.Unavailable) || fault.Is(err, fault.Internal) {
			return nil, err // sent again, it goes on from here
		}
		if err != nil {
			f := problem.AsFault(err)
			out.Body.Failed = append(out.Body.Failed, Failed{CaseID: t.CaseID, Code: f.Code, Detail: f.Detail})
			continue
		}
		out.Body.Cases = append(out.Body.Cases, t.CaseID)
	}
	left, err := d.Store.OpenTasksOf(ctx, in.ID)
	out.Body.Left = len(left)
	return out, err
}

// handOverCase is one act on one case, under a key of its own.
func (d Deps) handOverCase(ctx context.Context, caseID string, in *handOverIn) error {
	request := *door.RequestOf(ctx)
	request.Key += "/" + caseID
	_, err := act.Do(door.WithRequest(ctx, &request), d.Engine, act.Asked{
		CaseID: caseID,
		Commands: []process.Command{{
			Verb: process.VerbHandOver, From: in.ID, To: []process.Party{{Person: in.Body.To}}, Reason: in.Body.Reason,
		}},
	})
	return err
}
