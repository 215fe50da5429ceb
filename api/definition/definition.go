// Package definition is the API of process tables: which processes there are,
// and each of them as an organ has it.
package definition

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Tables knows the processes.
type Tables interface {
	// Keys lists the processes there are, in the order people expect.
	Keys() []string
	// Definition is the table an organ works with; the shipped one for "".
	Definition(ctx context.Context, key, organ string) (process.Definition, error)
	// SetDefinition gives an organ a table of its own for cases opened from
	// now on.
	SetDefinition(ctx context.Context, organ string, d process.Definition, by models.By) error
}

// Deps are the parts the handlers work with.
type Deps struct {
	Tables Tables
	By     func(ctx context.Context, at time.Time) models.By
	Now    func() time.Time
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
}

type listIn struct {
	Organ string `query:"organ" maxLength:"64" doc:"机关；缺省为通用流程。"`
}

type setIn struct {
	Key  string `path:"key" maxLength:"64"`
	Body struct {
		Organ      string             `json:"organ" minLength:"1" maxLength:"64"`
		Definition process.Definition `json:"definition" doc:"完整的流程表；version 须大于现用版本。"`
	}
}

type oneIn struct {
	Key   string `path:"key" maxLength:"64"`
	Organ string `query:"organ" maxLength:"64"`
}

// Register adds the operations on definitions.
func Register(d *door.Door, deps Deps) {
	row := door.Route{Method: http.MethodGet, Tag: "流程", Object: "definition", Action: "read"}
	list, one := row, row
	list.Path, list.ID, list.Summary = "/definitions", "list-definitions", "流程一览"
	one.Path, one.ID, one.Summary = "/definitions/{key}", "get-definition", "一个流程的全部环节"
	door.Register(d, list, deps.list)
	door.Register(d, one, deps.one)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/definitions/{key}", ID: "set-definition", Summary: "为一个机关设定自己的流程", Tag: row.Tag,
		Description: "只影响此后发起的事项；办理中的事项仍按发起时的流程。", Object: "definition", Action: "write", Write: true,
		Status: http.StatusNoContent,
	}, deps.set)
}

func (d Deps) list(ctx context.Context, in *listIn) (*Answer[List], error) {
	out := &Answer[List]{List{Items: []Entry{}}}
	for _, key := range d.Tables.Keys() {
		def, err := d.Tables.Definition(ctx, key, in.Organ)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, Entry{Key: def.Key, Title: def.Title, Version: def.Version, Steps: len(def.Steps)})
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
