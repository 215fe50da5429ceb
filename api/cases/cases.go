// Package cases is the API of a case whatever its process: where it stands,
// what happened, what may be done, and doing it.
package cases

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Record is what the package reads of the store. Each method answers NotFound
// for a case the viewer may not see.
type Record interface {
	MaySee(ctx context.Context, viewer models.Viewer, caseID string) (bool, error)
	Case(ctx context.Context, viewer models.Viewer, id string) (store.CaseRecord, error)
	CaseEvents(ctx context.Context, viewer models.Viewer, id string, after int64, limit int) ([]models.Event, error)
	CaseOpinions(ctx context.Context, viewer models.Viewer, id string) ([]models.Opinion, error)
	CaseRelated(ctx context.Context, viewer models.Viewer, id string) ([]models.Related, error)
	CaseClocks(ctx context.Context, viewer models.Viewer, id string) ([]models.Clock, []models.ClockEntry, error)
	// TitlesOf leaves out what the viewer may not see.
	TitlesOf(ctx context.Context, viewer models.Viewer, named store.Named) (map[string]string, error)
}

// Texts stores what a case is about when an act brings a new version of it.
type Texts interface {
	// Put checks and keeps the content of a noun of the kind and says by which
	// reference an act names it.
	Put(ctx context.Context, record store.CaseRecord, content models.DocumentContent) (hash string, err error)
}

// Standing says who somebody is in a case at an instant: posts and powers, as
// the commit would find them.
type Standing interface {
	Standing(ctx context.Context, person, ownerUnit string, at time.Time) (process.Person, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record   Record
	Names    names.Directory
	Engine   act.Engine
	Texts    Texts
	Standing Standing
	Viewer   func(ctx context.Context) (models.Viewer, error)
	Now      func() time.Time
}

// load is the case as the one who asks may see it.
func (d Deps) load(ctx context.Context, id string) (models.Viewer, store.CaseRecord, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return viewer, store.CaseRecord{}, err
	}
	record, err := d.Record.Case(ctx, viewer, id)
	return viewer, record, err
}
