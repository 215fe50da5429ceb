package definition

import (
	"context"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Version is a table an organ set once, and by whom.
type Version struct {
	models.TableVersion
	SetByName string `json:"set_by_name"`
}

// Versions are all that an organ set, and what its open cases go by.
type Versions struct {
	Items   []Version         `json:"items" nullable:"false"`
	Shipped int               `json:"shipped" doc:"通用流程的版本。"`
	Use     []models.TableUse `json:"use" nullable:"false"`
}

type versionIn struct {
	Key     string `path:"key" maxLength:"64"`
	Version int    `path:"version" minimum:"1"`
	Organ   string `query:"organ" required:"true" minLength:"1" maxLength:"64"`
}

func (d Deps) versions(ctx context.Context, in *resetIn) (*Answer[Versions], error) {
	shipped, err := d.Tables.Definition(ctx, in.Key, "")
	if err != nil {
		return nil, err
	}
	set, err := d.Tables.Versions(ctx, in.Key, in.Organ)
	if err != nil {
		return nil, err
	}
	out := &Answer[Versions]{Versions{Items: []Version{}, Shipped: shipped.Version}}
	if out.Body.Use, err = d.Tables.Use(ctx, in.Key, in.Organ); err != nil {
		return nil, err
	}
	ids := make([]string, len(set))
	for i, v := range set {
		ids[i] = v.SetBy
	}
	names, err := d.Names.NamesOf(ctx, ids)
	for _, v := range set {
		out.Body.Items = append(out.Body.Items, Version{TableVersion: v, SetByName: names[v.SetBy]})
	}
	return out, err
}

func (d Deps) version(ctx context.Context, in *versionIn) (*Answer[process.Definition], error) {
	def, err := d.Tables.Version(ctx, in.Key, in.Organ, in.Version)
	return &Answer[process.Definition]{def}, err
}
