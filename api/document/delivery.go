package document

import (
	"context"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Delivered is a paper sent to a unit inside: the delivery and the text as it
// was issued. The case it came out of stays with its organ.
type Delivered struct {
	models.IssuedPaper
	Sender names.Ref `json:"sender"`
}

func (d Deps) delivery(ctx context.Context, in *ByID) (*Answer[Delivered], error) {
	paper, err := d.delivered(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	sender, err := d.nameOf(ctx, paper.Delivery.SenderUnit)
	return &Answer[Delivered]{Delivered{paper, names.Ref{ID: paper.Delivery.SenderUnit, Name: sender}}}, err
}

func (d Deps) delivered(ctx context.Context, id string) (models.IssuedPaper, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return models.IssuedPaper{}, err
	}
	return d.Deliveries.IssuedPaper(ctx, viewer, id)
}

func (d Deps) nameOf(ctx context.Context, id string) (string, error) {
	book := names.NewBook()
	book.Want(id)
	err := book.Load(ctx, d.Names)
	return book.Person(id), err
}

type receiptIn struct {
	ByID
	Body struct {
		On   string `json:"on,omitempty" format:"date" doc:"缺省为今天。"`
		Note string `json:"note,omitempty" maxLength:"200"`
	}
}

// receipt signs for a delivery: an act on the sender's case by one of the unit
// it went to, in his own name.
func (d Deps) receipt(ctx context.Context, in *receiptIn) (*Answer[contract.Answer], error) {
	paper, err := d.delivered(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	delivery := paper.Delivery
	me, err := d.nameOf(ctx, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	answer, err := act.Do(ctx, d.Engine, act.Asked{CaseID: delivery.CaseID, Commands: []process.Command{{
		Verb: process.VerbReceipt,
		Receipt: &process.Receipt{
			Delivery: delivery.ID, Name: me, Note: in.Body.Note, On: or(in.Body.On, calendar.DateOf(d.Now()).String()),
		},
	}}})
	if err != nil {
		return nil, err
	}
	// What became of the sender's case is not for the recipient to see.
	return &Answer[contract.Answer]{contract.Answer{CaseID: delivery.ID, Title: delivery.Title, Seq: answer.Seq}}, nil
}

type takeInIn struct {
	ByID
	Body struct {
		Unit     string        `json:"unit,omitempty" maxLength:"64"`
		Register *Registration `json:"register,omitempty" doc:"一次完成签收与登记。"`
	}
}

// takeIn makes a delivered paper an incoming document of the unit's organ.
func (d Deps) takeIn(ctx context.Context, in *takeInIn) (*Answer[contract.Answer], error) {
	paper, err := d.delivered(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if paper.Delivery.ReceivedBy == "" {
		return nil, faultNotReceived()
	}
	sender, err := d.nameOf(ctx, paper.Delivery.SenderUnit)
	if err != nil {
		return nil, err
	}
	answer, err := d.Receive(ctx, Incoming{
		Document: paper.AsIncoming(sender, paper.Delivery.ReceivedOn), Unit: in.Body.Unit,
		SignFor: SignFor{Channel: string(models.ChannelInside)}, Register: in.Body.Register,
	})
	return &Answer[contract.Answer]{answer}, err
}
