// Package draft is the API of drafting (拟稿) around the case itself: the copy a
// person writes in before it is a version, outlines to begin with, the organs
// one has written to, and what differs between two texts that nobody has kept.
package draft

import (
	"context"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package does with the store.
type Record interface {
	PutDraftCopy(ctx context.Context, c models.DraftCopy) (models.DraftCopy, error)
	DraftCopy(ctx context.Context, person, id string) (models.DraftCopy, error)
	DraftCopies(ctx context.Context, person string) ([]models.DraftCopy, error)
	DropDraftCopy(ctx context.Context, person, id string) error
	SaveTemplate(ctx context.Context, t models.DocumentTemplate, by models.By) (models.DocumentTemplate, error)
	Templates(ctx context.Context, organs []string) ([]models.DocumentTemplate, error)
	CloseTemplate(ctx context.Context, organ, id string, by models.By) error
	OutsideOrgans(ctx context.Context, organs []string, text string, limit int) ([]models.OutsideOrgan, error)
	Letterheads(ctx context.Context, unit string) ([]models.Letterhead, error)
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
	MaySee(ctx context.Context, viewer models.Viewer, caseID string) (bool, error)
}

// Texts refuses a text that carries a mark of secrecy, and notes who sent it.
type Texts interface {
	Clean(ctx context.Context, content models.DocumentContent) error
}

// Allower says whether the person may do an action in a unit.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record  Record
	Names   names.Directory
	Texts   Texts
	Allower Allower
	// Shipped are the outlines that come with the program.
	Shipped []models.DocumentTemplate
	Viewer  func(ctx context.Context) (models.Viewer, error)
	By      func(ctx context.Context, at time.Time) models.By
	Now     func() time.Time
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items" nullable:"false"`
}

func listOf[T any](items []T) *Answer[List[T]] {
	return &Answer[List[T]]{List[T]{append([]T{}, items...)}}
}

// places are the units in which the person may do the action.
func (d Deps) places(ctx context.Context, object, action string) ([]store.Workplace, error) {
	all, err := d.Record.Workplaces(ctx, door.Person(ctx), d.Now())
	if err != nil {
		return nil, err
	}
	var may []store.Workplace
	for _, place := range all {
		allowed, err := d.Allower.Allow(ctx, door.Person(ctx), place.Unit, object, action)
		if err != nil {
			return nil, err
		}
		if allowed {
			may = append(may, place)
		}
	}
	return may, nil
}

// organs are those in which the person may do the action, each once.
func (d Deps) organs(ctx context.Context, object, action string) ([]string, error) {
	places, err := d.places(ctx, object, action)
	return store.OrgansOf(places), err
}

// Desk is what a drafter finds on his desk.
type Desk struct {
	Places      []Place             `json:"places" nullable:"false" doc:"可以以哪些单位的身份拟稿。"`
	Letterheads []models.Letterhead `json:"letterheads" nullable:"false" doc:"这些单位所在机关的发文机关标志。"`
	Kinds       []models.KindFacts  `json:"kinds" nullable:"false" doc:"文种，按条例和人大机关办法的次序。"`
}

// Place is a unit for which one may draft, with its organ.
type Place struct {
	Unit  names.Ref `json:"unit"`
	Organ names.Ref `json:"organ"`
	// Templates: its templates are his to manage.
	Templates bool `json:"templates"`
}

// desk tells for whom and under which names the person may draft.
func (d Deps) desk(ctx context.Context, _ *struct{}) (*Answer[Desk], error) {
	places, err := d.places(ctx, "document", "open_outgoing")
	if err != nil {
		return nil, err
	}
	manage, err := d.organs(ctx, "template", "manage")
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	for _, place := range places {
		book.Want(place.Unit, place.Organ)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	out := Desk{Places: []Place{}, Letterheads: []models.Letterhead{}, Kinds: kinds()}
	seen := map[string]bool{}
	for _, place := range places {
		out.Places = append(out.Places, Place{
			Unit: *book.UnitRef(place.Unit), Organ: *book.UnitRef(place.Organ), Templates: slices.Contains(manage, place.Organ),
		})
		if seen[place.Organ] {
			continue
		}
		seen[place.Organ] = true
		heads, err := d.Record.Letterheads(ctx, place.Organ)
		if err != nil {
			return nil, err
		}
		for _, head := range heads {
			if head.Closed == nil {
				out.Letterheads = append(out.Letterheads, head)
			}
		}
	}
	return &Answer[Desk]{out}, nil
}

// kinds are the facts of every kind with the endings of its titles filled in.
func kinds() []models.KindFacts {
	list := models.DocKinds()
	for i := range list {
		list[i], _ = list[i].Kind.Facts()
	}
	return list
}
