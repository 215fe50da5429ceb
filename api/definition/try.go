package definition

import (
	"context"

	"github.com/zhihui-renda/renda/internal/trial"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

type checkIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Definition process.Definition `json:"definition"`
	}
}

// Checked is what is wrong with a table, all of it.
type Checked struct {
	OK    bool               `json:"ok"`
	Flaws []models.TableFlaw `json:"flaws" nullable:"false"`
}

func (d Deps) check(ctx context.Context, in *checkIn) (*Answer[Checked], error) {
	if in.Body.Definition.Key != in.Key {
		return nil, faultOtherKey()
	}
	flaws, err := d.Tables.Flaws(ctx, in.Body.Definition)
	return &Answer[Checked]{Checked{OK: len(flaws) == 0, Flaws: append([]models.TableFlaw{}, flaws...)}}, err
}

type tryIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Organ      string             `json:"organ" minLength:"1" maxLength:"64"`
		Definition process.Definition `json:"definition"`
		Initiator  string             `json:"initiator" minLength:"1" maxLength:"64" doc:"由谁发起，须在该机关任职。"`
		Urgency    string             `json:"urgency,omitempty" enum:"平急,加急,特急,特提"`
		Answers    []trial.Answer     `json:"answers,omitempty" maxItems:"100" nullable:"false" doc:"依次选用的结果；没有列出的环节走通向下一步的结果。"`
		Form       process.Form       `json:"form,omitempty" doc:"各环节填写的内容；没有的必填项用示例代替。"`
	}
}

// Tried is the way a table takes.
type Tried struct {
	Stops  []Stop `json:"stops" nullable:"false"`
	Closed bool   `json:"closed" doc:"走到了结束。"`
	Status string `json:"status" doc:"结束时的状态，如“办结”。"`
	// Stuck is where and why it goes no further.
	Stuck *Stuck `json:"stuck,omitempty"`
}

// Stuck says why a trial ended before its case did.
type Stuck struct {
	Step   string `json:"step"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Stop is one visit to a step.
type Stop struct {
	Step         string          `json:"step"`
	Title        string          `json:"title"`
	Skipped      bool            `json:"skipped,omitempty" doc:"条件不成立，跳过。"`
	Outcome      process.Outcome `json:"outcome,omitempty"`
	OutcomeTitle string          `json:"outcome_title,omitempty"`
	Ways         []process.Way   `json:"ways" nullable:"false" doc:"可以选的结果。"`
	Asked        []Asked         `json:"asked" nullable:"false"`
	Clock        string          `json:"clock,omitempty" doc:"时限的名称。"`
	DueDay       string          `json:"due_day,omitempty" doc:"今天送到的话，哪一天到期。"`
	Provisional  bool            `json:"provisional,omitempty"`
	Numbers      []string        `json:"numbers,omitempty"`
	Sampled      []string        `json:"sampled,omitempty" doc:"用示例代替的必填项。"`
}

// Asked is somebody who would get a task.
type Asked struct {
	Name    string       `json:"name,omitempty" doc:"试运行中由谁办理；空着表示岗位无人。"`
	Post    string       `json:"post,omitempty" doc:"岗位，如“办公室文秘”。"`
	Holders int          `json:"holders,omitempty" doc:"岗位上现有几人。"`
	Part    process.Part `json:"part,omitempty"`
	Stands  bool         `json:"stands,omitempty" doc:"此前的签署仍然有效，不再送。"`
}

func (d Deps) try(ctx context.Context, in *tryIn) (*Answer[Tried], error) {
	def := in.Body.Definition
	if def.Key != in.Key {
		return nil, faultOtherKey()
	}
	if flaws, err := d.Tables.Flaws(ctx, def); err != nil {
		return nil, err
	} else if len(flaws) > 0 {
		return nil, faultFlaws()
	}
	now := d.Now()
	unit, err := d.workplace(ctx, in.Body.Initiator, in.Body.Organ)
	if err != nil {
		return nil, err
	}
	report, err := trial.Run(ctx, d.World, def, trial.Script{
		Opening: process.Opening{
			CaseID: "trial", Title: trialTitle, Urgency: in.Body.Urgency, OwnerUnit: in.Body.Organ, Unit: unit,
		},
		Initiator: in.Body.Initiator, At: now, Answers: in.Body.Answers, Form: in.Body.Form,
	})
	if err != nil {
		return nil, err
	}
	tried, err := d.told(ctx, def, report)
	return &Answer[Tried]{tried}, err
}

// workplace is the unit of the organ in which the initiator works.
func (d Deps) workplace(ctx context.Context, person, organ string) (string, error) {
	places, err := d.World.Workplaces(ctx, person, d.Now())
	if err != nil {
		return "", err
	}
	for _, place := range places {
		if place.Organ == organ {
			return place.Unit, nil
		}
	}
	return "", faultInitiator()
}

// told puts a report into words.
func (d Deps) told(ctx context.Context, def process.Definition, r trial.Report) (Tried, error) {
	tried := Tried{Stops: []Stop{}, Closed: r.Status.Closed(), Status: r.Status.Title()}
	var ids []string
	for _, stop := range r.Stops {
		for _, a := range stop.Asked {
			ids = append(ids, a.Person)
			if a.Pool != nil {
				ids = append(ids, a.Pool.Unit)
			}
		}
	}
	names, err := d.Names.NamesOf(ctx, ids)
	if err != nil {
		return tried, err
	}
	last := ""
	for _, stop := range r.Stops {
		tried.Stops = append(tried.Stops, stopOf(&def, stop, names))
		last = stop.Step
	}
	if r.Stuck != nil {
		tried.Stuck = &Stuck{Step: last, Code: string(r.Stuck.Code), Detail: r.Stuck.Detail}
	}
	return tried, nil
}

func stopOf(def *process.Definition, stop trial.Stop, names map[string]string) Stop {
	step := def.Step(stop.Step)
	out := Stop{
		Step: step.Key, Title: step.Title, Skipped: stop.How == process.CameSkipped, Outcome: stop.Outcome,
		Ways: def.Ways(step), Asked: []Asked{}, DueDay: stop.DueDay, Provisional: stop.Provisional, Numbers: stop.Numbers,
	}
	if stop.Outcome != "" {
		out.OutcomeTitle = step.Label(stop.Outcome)
	}
	if rule := def.Rule(stop.Rule); rule != nil {
		out.Clock = rule.Title
	}
	for _, key := range stop.Sampled {
		for _, f := range step.Form {
			if f.Key == key {
				out.Sampled = append(out.Sampled, f.Label)
			}
		}
	}
	for _, a := range stop.Asked {
		asked := Asked{Name: names[a.Person], Holders: a.Holders, Part: a.Part, Stands: a.Stands}
		if a.Pool != nil {
			asked.Post = names[a.Pool.Unit] + models.RoleTitles[a.Pool.Role]
		}
		out.Asked = append(out.Asked, asked)
	}
	return out
}
