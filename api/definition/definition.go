// Package definition is the API of process tables: which processes there are,
// each of them as an organ has it, and changing one with care: checked, tried,
// and taken back.
package definition

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/trial"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// Tables knows the processes.
type Tables interface {
	// Keys lists the processes there are, in the order people expect.
	Keys() []string
	// Definition is the table an organ works with; the shipped one for "".
	Definition(ctx context.Context, key, organ string) (process.Definition, error)
	// SetDefinition gives an organ a table of its own for cases opened from
	// now on, ResetDefinition the shipped one again.
	SetDefinition(ctx context.Context, organ string, d process.Definition, by models.By) error
	ResetDefinition(ctx context.Context, key, organ string, by models.By) error
	// Flaws are what keeps a table from being used.
	Flaws(ctx context.Context, d process.Definition) ([]models.TableFlaw, error)
	// Versions are what the organ set before, Version one of them, Use how many
	// open cases go by which.
	Versions(ctx context.Context, key, organ string) ([]models.TableVersion, error)
	Version(ctx context.Context, key, organ string, version int) (process.Definition, error)
	Use(ctx context.Context, key, organ string) ([]models.TableUse, error)
}

// Names are those of persons and units.
type Names interface {
	NamesOf(ctx context.Context, ids []string) (map[string]string, error)
}

// World is what a trial asks about people and days, and where people work.
type World interface {
	trial.World
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Tables Tables
	Names  Names
	// World is what a trial asks about people and days.
	World World
	By    func(ctx context.Context, at time.Time) models.By
	Now   func() time.Time
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is the whole list.
type List struct {
	Items []Entry `json:"items"`
}

// Entry is a process in the list.
type Entry struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Version int    `json:"version"`
	Steps   int    `json:"steps"`
	Own     bool   `json:"own" doc:"该机关自定的流程；否则为通用流程。"`
}

type listIn struct {
	Organ string `query:"organ" maxLength:"64" doc:"机关；缺省为通用流程。"`
}

type setIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Organ      string             `json:"organ" minLength:"1" maxLength:"64"`
		Definition process.Definition `json:"definition" doc:"完整的流程表；version 须大于该机关已有的版本。"`
	}
}

type oneIn struct {
	Key   string `path:"key" maxLength:"64"`
	Organ string `query:"organ" maxLength:"64"`
}

type resetIn struct {
	Key   string `path:"key" maxLength:"64"`
	Organ string `query:"organ" required:"true" minLength:"1" maxLength:"64"`
}

// Register adds the operations on definitions.
func Register(d *door.Door, deps Deps) {
	row := door.Route{Method: http.MethodGet, Tag: tag, Object: "definition", Action: "read"}
	list, one, versions, version := row, row, row, row
	list.Path, list.ID, list.Summary = "/definitions", "list-definitions", "流程一览"
	one.Path, one.ID, one.Summary = "/definitions/{key}", "get-definition", "一个流程的全部环节"
	versions.Path, versions.ID, versions.Summary = "/definitions/{key}/versions", "list-definition-versions", versionsSummary
	versions.Description = versionsHelp
	version.Path, version.ID, version.Summary = "/definitions/{key}/versions/{version}", "get-definition-version", versionSummary
	door.Register(d, list, deps.list)
	door.Register(d, one, deps.one)
	door.Register(d, versions, deps.versions)
	door.Register(d, version, deps.version)

	write := door.Route{Path: "/definitions/{key}", Tag: tag, Object: "definition", Action: "write"}
	set, reset, check, try := write, write, write, write
	set.Method, set.ID, set.Summary, set.Description = http.MethodPut, "set-definition", setSummary, setHelp
	reset.Method, reset.ID, reset.Summary, reset.Description = http.MethodDelete, "reset-definition", resetSummary, resetHelp
	set.Write, set.Status, reset.Write, reset.Status = true, http.StatusNoContent, true, http.StatusNoContent
	check.Method, check.Path, check.ID = http.MethodPost, "/definitions/{key}/check", "check-definition"
	check.Summary, check.Description = checkSummary, checkHelp
	try.Method, try.Path, try.ID = http.MethodPost, "/definitions/{key}/try", "try-definition"
	try.Summary, try.Description = trySummary, tryHelp
	door.Register(d, set, deps.set)
	door.Register(d, reset, deps.reset)
	door.Register(d, check, deps.check)
	door.Register(d, try, deps.try)
}

func (d Deps) list(ctx context.Context, in *listIn) (*Answer[List], error) {
	out := &Answer[List]{List{Items: []Entry{}}}
	for _, key := range d.Tables.Keys() {
		def, err := d.Tables.Definition(ctx, key, in.Organ)
		if err != nil {
			return nil, err
		}
		entry := Entry{Key: def.Key, Title: def.Title, Version: def.Version, Steps: len(def.Steps)}
		if in.Organ != "" {
			versions, err := d.Tables.Versions(ctx, key, in.Organ)
			if err != nil {
				return nil, err
			}
			entry.Own = len(versions) > 0 && !versions[0].Reset
		}
		out.Body.Items = append(out.Body.Items, entry)
	}
	return out, nil
}

func (d Deps) one(ctx context.Context, in *oneIn) (*Answer[process.Definition], error) {
	def, err := d.Tables.Definition(ctx, in.Key, in.Organ)
	return &Answer[process.Definition]{def}, err
}

func (d Deps) set(ctx context.Context, in *setIn) (*struct{}, error) {
	if in.Body.Definition.Key != in.Key {
		return nil, faultOtherKey()
	}
	return nil, d.Tables.SetDefinition(ctx, in.Body.Organ, in.Body.Definition, d.By(ctx, d.Now()))
}

func (d Deps) reset(ctx context.Context, in *resetIn) (*struct{}, error) {
	return nil, d.Tables.ResetDefinition(ctx, in.Key, in.Organ, d.By(ctx, d.Now()))
}
