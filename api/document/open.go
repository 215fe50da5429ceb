package document

import (
	"context"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// The processes of documents.
const (
	ReceiveKey = "document.receive"
	IssueKey   = "document.issue"
)

// SignFor is what is noted at the door (签收).
type SignFor struct {
	Count   string `json:"count,omitempty" maxLength:"4" pattern:"^[1-9][0-9]*$" patternDescription:"正整数" doc:"清点件数，缺省为 1。"`
	Channel string `json:"channel,omitempty" enum:"paper,exchange,online,mail,inside" doc:"来文方式，缺省为 paper。"`
	Note    string `json:"note,omitempty" maxLength:"200"`
}

// Registration is what is noted in the register (登记).
type Registration struct {
	Series string `json:"series" minLength:"1" maxLength:"64" doc:"收文编号序列。"`
	Note   string `json:"note,omitempty" maxLength:"200"`
}

// Incoming is a paper that came in. Without Register it is signed for only.
type Incoming struct {
	Document models.DocumentContent `json:"document"`
	Unit     string                 `json:"unit,omitempty" maxLength:"64" doc:"以哪个单位的身份签收；任职于多个机关时必填。"`
	SignFor  SignFor                `json:"sign_for,omitzero"`
	Register *Registration          `json:"register,omitempty" doc:"一次完成签收与登记。"`
}

// Outgoing is a draft. With Submit it goes on to review at once.
type Outgoing struct {
	Document models.DocumentContent `json:"document"`
	Unit     string                 `json:"unit,omitempty" maxLength:"64" doc:"拟稿单位；任职于多个单位时必填。"`
	Form     process.Form           `json:"form,omitempty" maxProperties:"64" doc:"拟稿环节的表单。"`
	Submit   bool                   `json:"submit,omitempty" doc:"拟好即送核稿。"`
}

type (
	incomingIn struct{ Body Incoming }
	outgoingIn struct{ Body Outgoing }
)

func (d Deps) openIncoming(ctx context.Context, in *incomingIn) (*Answer[contract.Answer], error) {
	answer, err := d.Receive(ctx, in.Body)
	return &Answer[contract.Answer]{answer}, err
}

// Receive opens the case of a paper that came in: open, sign for and register
// are one act, all of it or nothing. Import goes the same way.
func (d Deps) Receive(ctx context.Context, in Incoming) (contract.Answer, error) {
	place, err := d.workplace(ctx, in.Unit, "open_incoming")
	if err != nil {
		return contract.Answer{}, err
	}
	d.understood(&in)
	commands := []process.Command{{Verb: process.VerbApprove, Form: in.SignFor.form()}}
	if in.Register != nil {
		commands = append(commands, process.Command{Verb: process.VerbApprove, Form: in.Register.form()})
	}
	return d.open(ctx, ReceiveKey, place, in.Document, commands)
}

// understood fills in what a clerk at the door leaves to be understood: it came
// today, on paper, once.
func (d Deps) understood(in *Incoming) {
	c := &in.Document
	c.Flow = models.Incoming
	in.SignFor.Channel = or(in.SignFor.Channel, or(string(c.Channel), string(models.ChannelPaper)))
	c.Channel = models.Channel(or(string(c.Channel), in.SignFor.Channel))
	c.ReceivedOn = or(c.ReceivedOn, calendar.DateOf(d.Now()).String())
	if c.Copies == 0 {
		c.Copies = 1
	}
}

func (s SignFor) form() process.Form {
	form := process.Form{"count": {or(s.Count, "1")}, "channel": {s.Channel}}
	if s.Note != "" {
		form["sign_note"] = []string{s.Note}
	}
	return form
}

func (r Registration) form() process.Form {
	form := process.Form{"receipt_series": {r.Series}}
	if r.Note != "" {
		form["register_note"] = []string{r.Note}
	}
	return form
}

func (d Deps) openOutgoing(ctx context.Context, in *outgoingIn) (*Answer[contract.Answer], error) {
	place, err := d.workplace(ctx, in.Body.Unit, "open_outgoing")
	if err != nil {
		return nil, err
	}
	content, commands := in.Body.Document, []process.Command(nil)
	content.Flow = models.Outgoing
	switch {
	case in.Body.Submit:
		commands = append(commands, process.Command{Verb: process.VerbSubmit, Form: in.Body.Form})
	case len(in.Body.Form) > 0:
		commands = append(commands, process.Command{Verb: process.VerbSave, Form: in.Body.Form})
	}
	answer, err := d.open(ctx, IssueKey, place, content, commands)
	return &Answer[contract.Answer]{answer}, err
}

// open sends the act that opens a case and does what follows at once.
func (d Deps) open(
	ctx context.Context, key string, place store.Workplace, content models.DocumentContent, then []process.Command,
) (contract.Answer, error) {
	hash, err := d.Texts.put(ctx, content)
	if err != nil {
		return contract.Answer{}, err
	}
	request := door.RequestOf(ctx)
	id, err := d.Openings.ReserveCase(ctx, request.Identity.Person, request.Key, d.Now())
	if err != nil {
		return contract.Answer{}, err
	}
	opening := process.Command{
		Verb: process.VerbOpen, Text: &process.Text{Hash: hash},
		Opening: &process.Opening{
			CaseID: id, Title: content.Title, Urgency: content.CaseUrgency(), OwnerUnit: place.Organ, Unit: place.Unit,
			NounKind: NounKind, NounID: id,
		},
	}
	return act.Do(ctx, d.Engine, act.Asked{
		CaseID: id, Definition: key, Noun: &contract.Noun{Kind: NounKind, ID: id, Content: hash},
		Commands: append([]process.Command{opening}, then...),
	})
}

// workplace is the unit for which the person opens a case: the one he names,
// or the only one in which he may. A unit that is not his is not there.
func (d Deps) workplace(ctx context.Context, unit, action string) (store.Workplace, error) {
	places, err := d.Openings.Workplaces(ctx, door.Person(ctx), d.Now())
	if err != nil {
		return store.Workplace{}, err
	}
	var may []store.Workplace
	for _, place := range places {
		if unit != "" && place.Unit != unit {
			continue
		}
		allowed, err := d.Allower.Allow(ctx, door.Person(ctx), place.Unit, "document", action)
		if err != nil {
			return store.Workplace{}, err
		}
		if allowed {
			may = append(may, place)
		}
	}
	switch {
	case len(may) == 1:
		return may[0], nil
	case len(may) > 1:
		return store.Workplace{}, faultWhichUnit()
	}
	return store.Workplace{}, faultNoUnit()
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
