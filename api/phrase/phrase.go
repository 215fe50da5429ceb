// Package phrase is the API of what people often write in opinions: phrases of
// one's own, and those shared in an organ.
package phrase

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package does with the store.
type Record interface {
	Phrases(ctx context.Context, person string, organs []string) ([]models.Phrase, error)
	Phrase(ctx context.Context, id, person string, organs []string) (models.Phrase, error)
	CreatePhrase(ctx context.Context, p models.Phrase) (models.Phrase, error)
	ChangePhrase(ctx context.Context, p models.Phrase) (models.Phrase, error)
	RemovePhrase(ctx context.Context, id string) error
	UsePhrase(ctx context.Context, id, person string, at time.Time) error
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
}

// Allower says whether the person may do an action in the organ itself.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record  Record
	Names   names.Directory
	Allower Allower
	Now     func() time.Time
}

// Phrase is one with what the person may do to it.
type Phrase struct {
	models.Phrase
	Shared    bool `json:"shared" doc:"本机关共用。"`
	MayChange bool `json:"may_change"`
}

// Phrases are those of a person.
type Phrases struct {
	Items []Phrase `json:"items" doc:"常用的在前。"`
	// ShareIn are the organs in which the person may keep shared ones.
	ShareIn []names.Ref `json:"share_in" doc:"可以在其中维护共用常用意见的机关。"`
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// ByID names a phrase.
type ByID struct {
	ID string `path:"id" maxLength:"26"`
}

type createIn struct {
	Body struct {
		Words string `json:"words" minLength:"1" maxLength:"200"`
		Organ string `json:"organ,omitempty" maxLength:"64" doc:"填写机关则为该机关共用；缺省为自己的。"`
	}
}

type changeIn struct {
	ByID
	Body struct {
		Words string `json:"words" minLength:"1" maxLength:"200"`
	}
}

const tag = "常用意见"

func route(method, path, id, summary string) door.Route {
	return door.Route{
		Method: method, Path: path, ID: id, Summary: summary, Tag: tag, Object: "phrase", Action: "own", Write: method != http.MethodGet,
	}
}

// Register adds the operations on phrases.
func Register(d *door.Door, deps Deps) {
	door.Register(d, route(http.MethodGet, "/phrases", "list-phrases", "常用意见"), deps.list)
	door.Register(d, route(http.MethodPost, "/phrases", "create-phrase", "新建常用意见"), deps.create)
	door.Register(d, route(http.MethodPatch, "/phrases/{id}", "change-phrase", "修改常用意见"), deps.change)
	remove := route(http.MethodDelete, "/phrases/{id}", "remove-phrase", "删除常用意见")
	remove.Status = http.StatusNoContent
	door.Register(d, remove, deps.remove)
	use := route(http.MethodPost, "/phrases/{id}/uses", "use-phrase", "记一次使用")
	use.Status = http.StatusNoContent
	door.Register(d, use, deps.use)
}

// organs are those the person works in.
func (d Deps) organs(ctx context.Context) ([]string, error) {
	places, err := d.Record.Workplaces(ctx, door.Person(ctx), d.Now())
	return store.OrgansOf(places), err
}

func (d Deps) mayShare(ctx context.Context, organ string) (bool, error) {
	return d.Allower.Allow(ctx, door.Person(ctx), organ, "phrase", "manage")
}

func (d Deps) list(ctx context.Context, _ *struct{}) (*Answer[Phrases], error) {
	organs, err := d.organs(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.Record.Phrases(ctx, door.Person(ctx), organs)
	if err != nil {
		return nil, err
	}
	book := names.NewBook()
	book.Want(organs...)
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	out := Phrases{Items: []Phrase{}, ShareIn: []names.Ref{}}
	for _, organ := range organs {
		may, err := d.mayShare(ctx, organ)
		if err != nil {
			return nil, err
		}
		if may {
			out.ShareIn = append(out.ShareIn, *book.UnitRef(organ))
		}
	}
	for _, p := range found {
		mine := slices.ContainsFunc(out.ShareIn, func(r names.Ref) bool { return r.ID == p.Organ })
		out.Items = append(out.Items, Phrase{Phrase: p, Shared: p.Shared(), MayChange: !p.Shared() || mine})
	}
	return &Answer[Phrases]{out}, nil
}

func (d Deps) create(ctx context.Context, in *createIn) (*Answer[Phrase], error) {
	p := models.Phrase{Words: in.Body.Words, Organ: in.Body.Organ, CreatedBy: door.Person(ctx), CreatedAt: d.Now()}
	if p.Shared() {
		if may, err := d.mayShare(ctx, p.Organ); err != nil || !may {
			return nil, orElse(err, faultNotShared())
		}
	} else {
		p.PersonID = door.Person(ctx)
	}
	kept, err := d.Record.CreatePhrase(ctx, p)
	return &Answer[Phrase]{shown(kept)}, err
}

// mine is a phrase that the person may change: what he only reads is there, so
// that changing it is denied and not unknown.
func (d Deps) mine(ctx context.Context, id string) (models.Phrase, error) {
	organs, err := d.organs(ctx)
	if err != nil {
		return models.Phrase{}, err
	}
	p, err := d.Record.Phrase(ctx, id, door.Person(ctx), organs)
	if err != nil || !p.Shared() {
		return p, err
	}
	may, err := d.mayShare(ctx, p.Organ)
	if err == nil && !may {
		err = faultNotShared()
	}
	return p, err
}

func (d Deps) change(ctx context.Context, in *changeIn) (*Answer[Phrase], error) {
	p, err := d.mine(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p.Words = in.Body.Words
	changed, err := d.Record.ChangePhrase(ctx, p)
	return &Answer[Phrase]{shown(changed)}, err
}

func (d Deps) remove(ctx context.Context, in *ByID) (*struct{}, error) {
	if _, err := d.mine(ctx, in.ID); err != nil {
		return nil, err
	}
	return nil, d.Record.RemovePhrase(ctx, in.ID)
}

func (d Deps) use(ctx context.Context, in *ByID) (*struct{}, error) {
	organs, err := d.organs(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := d.Record.Phrase(ctx, in.ID, door.Person(ctx), organs); err != nil {
		return nil, err
	}
	return nil, d.Record.UsePhrase(ctx, in.ID, door.Person(ctx), d.Now())
}

// shown is a phrase that the person has just written.
func shown(p models.Phrase) Phrase { return Phrase{Phrase: p, Shared: p.Shared(), MayChange: true} }

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
