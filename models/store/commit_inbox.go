package store

import (
	"context"
	"slices"
	"strings"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// writeInbox takes out of the boxes what is no longer so and puts in what is
// new. Beside what follows from the state there is what somebody did to a task
// without answering it (returned, passed on): that stays in his done box.
func (t *turn) writeInbox(ctx context.Context, now *projection) error {
	gone, added := t.inboxChange(now)
	gone, added = append(gone, t.unboxed...), append(added, t.boxed...)
	for _, r := range t.acts(now) {
		if !slices.ContainsFunc(added, func(a inboxRow) bool { return a.key() == r.key() }) {
			added = append(added, r)
		}
	}
	for chunk := range slices.Chunk(gone, batch/2) {
		var where []string
		var args []any
		for i := range chunk {
			where = append(where, "(address = ? AND box = ? AND sort_key = ?)")
			args = append(args, chunk[i].Address, chunk[i].Box, chunk[i].SortKey)
		}
		if err := t.tx.DB(ctx).Where(strings.Join(where, " OR "), args...).Delete(&inboxRow{}).Error; err != nil {
			return err
		}
	}
	return put(ctx, t.tx, added, replace, "address", "box", "sort_key")
}

// inboxChange is the difference of the rows before and after. A row that stays
// under its key is written over, not taken out.
func (t *turn) inboxChange(now *projection) (gone, added []inboxRow) {
	key := (*inboxRow).key
	added = differing(t.was.inbox, now.inbox, key)
	stays := map[[3]string]bool{}
	for i := range now.inbox {
		stays[key(&now.inbox[i])] = true
	}
	for i := range t.was.inbox {
		if !stays[key(&t.was.inbox[i])] {
			gone = append(gone, t.was.inbox[i])
		}
	}
	return gone, added
}

// acts are the rows of those who did something to a task without answering it.
func (t *turn) acts(now *projection) []inboxRow {
	var rows []inboxRow
	add := func(e process.Event, task string) {
		for _, person := range []string{e.By, e.For} {
			if person == "" || person == process.System || task == "" || hasDone(now, person, task) {
				continue
			}
			rows = append(rows, inboxRow{
				Address: models.PersonAddress(person), Box: BoxDone, SortKey: timeKey(e.At, task), Ref: task,
				CaseID: t.act.CaseID, Process: t.def.Key, Step: t.state.Step, Urgency: urgencyRank(t.state.Urgency),
				ArrivedAt: utc(e.At),
			})
		}
	}
	for _, e := range t.events {
		switch body := e.Body.(type) {
		case process.Returned:
			add(e, body.Task)
		case process.TaskMoved:
			if t.passedOn(e, body.From) {
				add(e, body.Task)
			}
		}
	}
	return rows
}

// passedOn says whether who moved a task moved his own: the task of his, of the
// one he stands in for, or of his pool.
func (t *turn) passedOn(e process.Event, from process.Party) bool {
	if from.Person != "" {
		return from.Person == e.By || from.Person == e.For
	}
	return e.For != "" || slices.Contains(t.persons[e.By].Posts, process.Post{Role: from.Role, Unit: from.Unit})
}

func hasDone(now *projection, person, task string) bool {
	return slices.ContainsFunc(now.inbox, func(r inboxRow) bool {
		return r.Ref == task && r.Box == BoxDone && r.Address == models.PersonAddress(person)
	})
}

// receivers are the roles before whom a paper is put that comes to their unit.
var receivers = process.Receivers

// writeDeliveries keeps what was dispatched and who signed for it. A unit
// inside finds it in its boxes.
func (t *turn) writeDeliveries(ctx context.Context, _ *projection) error {
	for _, e := range t.events {
		var err error
		switch body := e.Body.(type) {
		case process.Dispatched:
			err = t.dispatch(ctx, e, body)
		case process.ReceiptGiven:
			err = t.receive(ctx, e, body)
		case process.PaperCeased:
			err = t.tellOfCease(ctx, body)
		case process.ReceiptWaived:
			err = t.tx.DB(ctx).Model(&models.Delivery{}).Where("id = ?", body.Delivery).Update("waived", body.Reason).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *turn) dispatch(ctx context.Context, e process.Event, body process.Dispatched) error {
	var rows []models.Delivery
	for _, d := range body.Deliveries {
		row := models.Delivery{
			ID: d.ID, CaseID: t.act.CaseID, Seq: e.Seq, Unit: d.Unit, Name: d.Name, Method: d.Method, Joint: d.Joint,
			NounKind: t.state.NounKind, NounID: t.state.NounID, Text: t.state.Text.Hash, Title: clip(t.state.Title, 500),
			Number: knownBy(t.state.Numbers), Urgency: t.state.Urgency, SenderUnit: t.state.OwnerUnit, SentAt: utc(e.At),
		}
		rows = append(rows, row)
		t.boxed = append(t.boxed, t.deliveryRows(&row, BoxIncoming)...)
	}
	if len(rows) == 0 {
		return nil
	}
	return t.tx.DB(ctx).CreateInBatches(&rows, batch).Error
}

func (t *turn) receive(ctx context.Context, e process.Event, body process.ReceiptGiven) error {
	var row models.Delivery
	if err := t.tx.DB(ctx).Where("id = ?", body.Delivery).Take(&row).Error; err != nil {
		return err
	}
	t.unboxed = append(t.unboxed, t.deliveryRows(&row, BoxIncoming)...)
	row.ReceivedBy, row.ReceivedOn, row.ReceivedAt = body.Name, body.On, utcPtr(&e.At)
	t.boxed = append(t.boxed, t.deliveryRows(&row, BoxReceived)...)
	return t.tx.DB(ctx).Select("received_by", "received_on", "received_at").Updates(&row).Error
}

// deliveryRows put a delivery into a box of its unit.
func (t *turn) deliveryRows(d *models.Delivery, box Box) []inboxRow {
	if d.Unit == "" {
		return nil
	}
	rank := urgencyRank(d.Urgency)
	key, at := todoKey(rank, "", d.SentAt, d.ID), d.SentAt
	if box == BoxReceived {
		key, at = timeKey(*d.ReceivedAt, d.ID), *d.ReceivedAt
	}
	var rows []inboxRow
	for _, role := range receivers {
		rows = append(rows, inboxRow{
			Address: models.RoleAddress(role, d.Unit), Box: box, SortKey: key, Ref: d.ID, CaseID: d.CaseID,
			Process: t.def.Key, Urgency: rank, ArrivedAt: at,
		})
	}
	return rows
}
