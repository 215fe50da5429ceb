package document

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Version is one state of the text. Versions are never changed; a signature
// binds the hash of one.
type Version struct {
	Version   int        `json:"version"`
	Hash      string     `json:"hash"`
	Seq       int64      `json:"seq"`
	Step      string     `json:"step"`
	StepTitle string     `json:"step_title"`
	By        names.Ref  `json:"by"`
	For       *names.Ref `json:"for,omitempty"`
	At        time.Time  `json:"at"`
	Current   bool       `json:"current,omitempty"`
}

// Signature is an answer that binds the text as it then was.
type Signature struct {
	Task      string             `json:"task"`
	Step      string             `json:"step"`
	StepTitle string             `json:"step_title"`
	By        names.Ref          `json:"by"`
	For       *names.Ref         `json:"for,omitempty"`
	At        time.Time          `json:"at"`
	Hash      string             `json:"hash"`
	Holds     bool               `json:"holds" doc:"文稿未再改动，签署有效。"`
	Since     *models.Difference `json:"since,omitempty" doc:"签署之后的改动。"`
}

// Difference is what changed between two versions, with their numbers.
type Difference struct {
	From int `json:"from"`
	To   int `json:"to"`
	models.Difference
}

// listVersions lists all texts, oldest first.
func (d Deps) listVersions(ctx context.Context, in *ByID) (*Answer[List[Version]], error) {
	_, record, err := d.load(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := d.texts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, v := range rows {
		book.Want(v.Author, v.OnBehalfOf)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	list := make([]Version, len(rows))
	for i, v := range rows {
		list[i] = Version{
			Version: v.Version, Hash: v.Hash, Seq: v.Seq, Step: v.Step, StepTitle: stepTitle(record.Definition, v.Step),
			By: *book.PersonRef(v.Author), For: book.PersonRef(v.OnBehalfOf), At: v.At, Current: v.Hash == record.State.Text.Hash,
		}
	}
	return &Answer[List[Version]]{List[Version]{list}}, nil
}

// listSignatures lists who signed, and what changed in the text since.
func (d Deps) listSignatures(ctx context.Context, in *ByID) (*Answer[List[Signature]], error) {
	viewer, record, err := d.load(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := d.Record.Signatures(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, s := range rows {
		book.Want(s.By, s.For)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	list := []Signature{}
	for _, s := range rows {
		list = append(list, Signature{
			Task: s.Task, Step: s.Step, StepTitle: stepTitle(record.Definition, s.Step), By: *book.PersonRef(s.By),
			For: book.PersonRef(s.For), At: s.At, Hash: s.Hash, Holds: s.Holds, Since: s.Since,
		})
	}
	return &Answer[List[Signature]]{List[Signature]{list}}, nil
}

func stepTitle(def process.Definition, key string) string {
	if step := def.Step(key); step != nil {
		return step.Title
	}
	return key
}

type diffIn struct {
	ByID
	From  int    `query:"from" minimum:"1" doc:"较早的一稿。"`
	To    int    `query:"to" minimum:"1" doc:"较晚的一稿；缺省为现稿。"`
	Since string `query:"since" enum:"mine" doc:"mine：自本人上次签署、退回或提出意见以来。"`
	Seq   int64  `query:"seq" minimum:"1" doc:"自历程的某一处以来。"`
}

// difference compares two versions: named by number, by a place in the ledger,
// or by what the person last said.
func (d Deps) difference(ctx context.Context, in *diffIn) (*Answer[Difference], error) {
	rows, err := d.texts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	from, to := in.From, in.To
	switch {
	case from > 0:
	case in.Seq > 0:
		from = inForce(rows, func(v models.DocumentVersion) bool { return v.Seq <= in.Seq })
	case in.Since == "mine":
		if from, err = d.lastRead(ctx, in.ID, rows); err != nil {
			return nil, err
		}
	default:
		return nil, faultFrom()
	}
	if to == 0 && len(rows) > 0 {
		to = rows[len(rows)-1].Version
	}
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	difference, err := d.Record.DocumentDiff(ctx, viewer, in.ID, from, to)
	return &Answer[Difference]{Difference{From: from, To: to, Difference: difference}}, err
}

// ledgerPage is how many events are read at a time.
const ledgerPage = 500

// lastRead is the version that was there when the person last answered,
// returned or spoke, for himself or through a proxy.
func (d Deps) lastRead(ctx context.Context, id string, rows []models.DocumentVersion) (int, error) {
	viewer, _, err := d.load(ctx, id)
	if err != nil {
		return 0, err
	}
	me, last := door.Person(ctx), int64(0)
	for after := int64(0); ; {
		events, err := d.Record.CaseEvents(ctx, viewer, id, after, ledgerPage)
		if err != nil {
			return 0, err
		}
		for _, e := range events {
			after = e.Seq
			if (e.Actor == me || e.OnBehalfOf == me) && slices.Contains(spoken, e.Type) {
				last = e.Seq
			}
		}
		if len(events) < ledgerPage {
			break
		}
	}
	version := inForce(rows, func(v models.DocumentVersion) bool { return v.Seq <= last })
	if version == 0 {
		return 0, faultNothingSaid()
	}
	return version, nil
}

// spoken are the events by which a person shows that he has read the text.
var spoken = []string{
	process.TaskAnswered{}.EventType(), process.Returned{}.EventType(), process.OpinionGiven{}.EventType(),
}

// inForce is the last version that was there already; 0 for none.
func inForce(rows []models.DocumentVersion, was func(models.DocumentVersion) bool) int {
	version := 0
	for _, v := range rows {
		if was(v) {
			version = v.Version
		}
	}
	return version
}

// texts are the versions of a document that the person may see.
func (d Deps) texts(ctx context.Context, id string) ([]models.DocumentVersion, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	return d.Record.DocumentVersions(ctx, viewer, id)
}
