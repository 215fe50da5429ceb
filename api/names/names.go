// Package names gives ids of persons and units their names, in one go for each
// answer however many there are.
package names

import (
	"context"
	"maps"
	"slices"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Directory knows the names of persons and units, of those who left and of
// units closed too. An id that is not there is left out.
type Directory interface {
	NamesOf(ctx context.Context, ids []string) (map[string]string, error)
}

// Ref is an id with its name.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Pool is a role in a unit, with its words.
type Pool struct {
	Role  string `json:"role"`
	Title string `json:"title"`
	Unit  Ref    `json:"unit"`
}

// Book collects ids and then knows their names.
type Book struct{ known map[string]string }

// NewBook is an empty book.
func NewBook() *Book { return &Book{known: map[string]string{}} }

// Want notes ids to look up; empty ones are ignored.
func (b *Book) Want(ids ...string) {
	for _, id := range ids {
		if id != "" && id != process.System {
			b.known[id] = ""
		}
	}
}

// Load looks up what was noted.
func (b *Book) Load(ctx context.Context, d Directory) error {
	if len(b.known) == 0 {
		return nil
	}
	found, err := d.NamesOf(ctx, slices.Sorted(maps.Keys(b.known)))
	if err != nil {
		return err
	}
	maps.Copy(b.known, found)
	return nil
}

// Know adds names that were looked up elsewhere.
func (b *Book) Know(named map[string]string) { maps.Copy(b.known, named) }

// Name is the name of an id, or other when it is not known.
func (b *Book) Name(id, other string) string { return or(b.known[id], other) }

// Person is the name of a person, 系统 for the system, the id for nobody known.
func (b *Book) Person(id string) string {
	if id == process.System {
		return systemName
	}
	return or(b.known[id], id)
}

// Unit is the name of a unit, its id when it is not known.
func (b *Book) Unit(id string) string { return or(b.known[id], id) }

// PersonRef is nil for an empty id.
func (b *Book) PersonRef(id string) *Ref {
	if id == "" {
		return nil
	}
	return &Ref{ID: id, Name: b.Person(id)}
}

// UnitRef is nil for an empty id.
func (b *Book) UnitRef(id string) *Ref {
	if id == "" {
		return nil
	}
	return &Ref{ID: id, Name: b.Unit(id)}
}

// Pool is nil without a role.
func (b *Book) Pool(role, unit string) *Pool {
	if role == "" {
		return nil
	}
	return &Pool{Role: role, Title: or(models.RoleTitles[role], role), Unit: Ref{ID: unit, Name: b.Unit(unit)}}
}

// Post is a role in a unit in words: 蕲春县水利局承办单位经办人.
func (b *Book) Post(role, unit string) string {
	return b.Unit(unit) + or(models.RoleTitles[role], role)
}

const systemName = "系统"

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
