package cases

import (
	"context"
	"slices"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Act is one act as a person asks for it. Which fields a verb takes is told by
// the options of the case.
type Act struct {
	Verb      process.Verb             `json:"verb" maxLength:"32"`
	Task      string                   `json:"task,omitempty" maxLength:"64" doc:"所办的任务；本人只有一项任务时可省略。"`
	ExpectSeq int64                    `json:"expect_seq,omitempty" minimum:"0" doc:"页面所见的 seq；任务此后有变动则拒绝（STALE）。签署（核稿、会签、签发）时必填。"`
	Outcome   process.Outcome          `json:"outcome,omitempty" maxLength:"64"`
	Opinion   *Opinion                 `json:"opinion,omitempty"`
	Form      process.Form             `json:"form,omitempty" maxProperties:"64"`
	Document  *Draft                   `json:"document,omitempty" doc:"正文的新稿，只在允许改稿的环节。"`
	To        []Party                  `json:"to,omitempty" maxItems:"300"`
	Tasks     []string                 `json:"tasks,omitempty" maxItems:"300"`
	Target    string                   `json:"target,omitempty" maxLength:"64" doc:"退回、自选、调度到的环节；退回还可为 previous、initiator。"`
	Strategy  process.Strategy         `json:"strategy,omitempty" enum:"walk,straight" doc:"退回后逐级再走，或直接送回退回人。"`
	Position  process.Position         `json:"position,omitempty" enum:"before,after,parallel"`
	Order     process.CirculationOrder `json:"order,omitempty" enum:"at_once,in_order"`
	Until     string                   `json:"until,omitempty" format:"date"`
	Clock     string                   `json:"clock,omitempty" maxLength:"64"`
	Receipt   *Receipt                 `json:"receipt,omitempty"`
	Reason    string                   `json:"reason,omitempty" maxLength:"500"`
}

// Draft is a new version of an official document's text.
type Draft = models.DocumentContent

// Opinion is what is said with an act: words, or the file of what was drawn.
type Opinion struct {
	Text string `json:"text,omitempty" maxLength:"2000"`
	Ink  string `json:"ink,omitempty" maxLength:"64"`
}

// Party is a person, or a role in a unit.
type Party struct {
	Person string `json:"person,omitempty" maxLength:"64"`
	Role   string `json:"role,omitempty" maxLength:"64"`
	Unit   string `json:"unit,omitempty" maxLength:"64"`
}

// Receipt says that a recipient has the paper, as it was recorded by hand.
type Receipt struct {
	Delivery string `json:"delivery" maxLength:"64"`
	Name     string `json:"name" minLength:"1" maxLength:"40"`
	On       string `json:"on" format:"date"`
	Note     string `json:"note,omitempty" maxLength:"200"`
}

// notForPeople are verbs that come in by other ways: a case is opened by its
// own domain, the system's verbs come from inside, a hand-over is made with
// the leaving of a person.
var notForPeople = []process.Verb{
	process.VerbOpen, process.VerbClock, process.VerbRecompute, process.VerbEffectDone, process.VerbHandOver,
	process.VerbLapse,
}

// command is the act as the kernel reads it.
func (a Act) command() (process.Command, error) {
	if slices.Contains(notForPeople, a.Verb) {
		return process.Command{}, faultVerb(a.Verb)
	}
	c := process.Command{
		Verb: a.Verb, Task: a.Task, ExpectSeq: a.ExpectSeq, Outcome: a.Outcome, Form: a.Form, Tasks: a.Tasks,
		Target: a.Target, Strategy: a.Strategy, Position: a.Position, Order: a.Order, Until: a.Until, Clock: a.Clock,
		Reason: a.Reason,
	}
	if a.Opinion != nil {
		c.Opinion = &process.Opinion{Text: a.Opinion.Text, Ink: a.Opinion.Ink}
	}
	for _, to := range a.To {
		c.To = append(c.To, process.Party(to))
	}
	if a.Receipt != nil {
		r := process.Receipt(*a.Receipt)
		c.Receipt = &r
	}
	return c, nil
}

// withText puts the new text of the act, kept by its hash, into the command.
func (d Deps) withText(ctx context.Context, r store.CaseRecord, a Act, c *process.Command) (*contract.Noun, error) {
	if a.Document == nil {
		return nil, nil
	}
	if r.State.NounKind == "" {
		return nil, faultNoText()
	}
	hash, err := d.Texts.Put(ctx, r, *a.Document)
	if err != nil {
		return nil, err
	}
	urgency := a.Document.CaseUrgency()
	c.Text, c.Title, c.Urgency = &process.Text{Hash: hash}, a.Document.Title, &urgency
	return &contract.Noun{Kind: r.State.NounKind, ID: r.State.NounID, Content: hash}, nil
}

// do is one act on a case that the person may see.
func (d Deps) do(ctx context.Context, id string, a Act) (contract.Answer, error) {
	command, err := a.command()
	if err != nil {
		return contract.Answer{}, err
	}
	if command.ExpectSeq == 0 {
		command.ExpectSeq = process.SeqUnseen
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return contract.Answer{}, err
	}
	var noun *contract.Noun
	seen, err := d.Record.MaySee(ctx, viewer, id)
	if err == nil && (!seen || a.Document != nil) { // the whole case is read where it is needed
		var record store.CaseRecord
		if record, err = d.Record.Case(ctx, viewer, id); err == nil {
			noun, err = d.withText(ctx, record, a, &command)
		}
	}
	if err != nil {
		return contract.Answer{}, err
	}
	return act.Do(ctx, d.Engine, act.Asked{CaseID: id, Noun: noun, Commands: []process.Command{command}})
}
