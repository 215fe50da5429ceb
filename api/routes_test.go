package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/policies"
)

var update = flag.Bool("update", false, "write the snapshot of the OpenAPI document anew")

// snapshot is the description of the API that clients are made from.
var snapshot = filepath.Join("testdata", "openapi.json")

func TestEveryRouteIsAskedOfPolicy(t *testing.T) {
	d := newDesk(t)
	rows := map[string]door.Route{}
	for _, r := range d.server.Door.Routes() {
		rows[r.Method+" "+door.Prefix+strings.NewReplacer("{", ":", "}", "").Replace(r.Path)] = r
	}
	for _, served := range d.server.Door.Engine.Routes() {
		if slices.Contains(api.Watched, served.Path) {
			continue
		}
		row, ok := rows[served.Method+" "+served.Path]
		require.Truef(t, ok, "%s %s did not come through the door", served.Method, served.Path)
		if !row.Public {
			require.NotNilf(t, policies.Find(row.Object, row.Action), "%s: policy does not know %s:%s", row.ID, row.Object, row.Action)
		}
	}
}

// What an address names must reach its handler: a parameter in a struct that is
// embedded but not exported would be lost without a word.
func TestEveryPartOfAnAddressReachesItsHandler(t *testing.T) {
	for path, item := range newDesk(t).server.Door.API.OpenAPI().Paths {
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o == nil {
				continue
			}
			for _, part := range inBraces.FindAllStringSubmatch(path, -1) {
				require.Truef(t, slices.ContainsFunc(o.Parameters, func(p *huma.Param) bool {
					return p.In == "path" && p.Name == part[1]
				}), "%s: {%s} is lost", o.OperationID, part[1])
			}
		}
	}
}

var inBraces = regexp.MustCompile(`\{(\w+)\}`)

// A change of the API shows in the tree: run with -update and read the diff.
func TestTheDescriptionOfTheAPIIsTheSnapshot(t *testing.T) {
	d := newDesk(t)
	raw := d.send("", "GET", "/openapi.json", nil).ok().body
	var pretty bytes.Buffer
	require.NoError(t, json.Indent(&pretty, raw, "", "  "))
	pretty.WriteByte('\n')
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(snapshot), 0o750))
		require.NoError(t, os.WriteFile(snapshot, pretty.Bytes(), 0o600))
	}
	kept, err := os.ReadFile(snapshot)
	require.NoError(t, err)
	require.True(t, bytes.Equal(kept, pretty.Bytes()), "api/%s differs: run go test ./api -run Snapshot -update and read the diff", snapshot)
}
