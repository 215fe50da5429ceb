// Package preference keeps how a person wants his pages: the look, filters,
// what he chose last. The values belong to the client; nothing here reads them.
package preference

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/fault"
)

// Record is what the package does with the store.
type Record interface {
	Preferences(ctx context.Context, person string) (map[string]string, error)
	KeepPreference(ctx context.Context, person, name, value string, at time.Time) error
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	Now    func() time.Time
}

// mostBytes bounds one value.
const mostBytes = 16 << 10

type allOut struct {
	Body struct {
		Items map[string]any `json:"items" nullable:"false" doc:"按键列出；值由客户端自定。"`
	}
}

type keepIn struct {
	Key  string `path:"key" maxLength:"40" pattern:"^[a-z][a-z0-9._]*$" patternDescription:"小写字母开头，由小写字母、数字、点、下划线组成"`
	Body struct {
		Value any `json:"value" doc:"任意 JSON，至多 16 KB。"`
	}
}

// Register adds the operations on one's own preferences.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/preferences", ID: "list-preferences", Summary: listSummary, Tag: tag,
		Object: "session", Action: "own",
	}, deps.all)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/preferences/{key}", ID: "keep-preference", Summary: keepSummary, Tag: tag,
		Object: "session", Action: "own", Write: true, OwnKey: true, MaxBody: 2 * mostBytes,
	}, deps.keep)
}

func (d Deps) all(ctx context.Context, _ *struct{}) (*allOut, error) {
	kept, err := d.Record.Preferences(ctx, door.Person(ctx))
	if err != nil {
		return nil, err
	}
	out := &allOut{}
	out.Body.Items = make(map[string]any, len(kept))
	for name, value := range kept {
		out.Body.Items[name] = json.RawMessage(value)
	}
	return out, nil
}

func (d Deps) keep(ctx context.Context, in *keepIn) (*struct{}, error) {
	value, err := json.Marshal(in.Body.Value)
	if err != nil {
		return nil, err
	}
	if len(value) > mostBytes {
		return nil, fault.New(fault.Invalid, "PREFERENCE_TOO_LARGE", tooLarge).At("value")
	}
	return nil, d.Record.KeepPreference(ctx, door.Person(ctx), in.Key, string(value), d.Now())
}
