// Package archtest holds the house together: it walks the imports of every
// package and fails on an arrow that the design does not have.
package archtest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/testkit"
)

const module = "github.com/zhihui-renda/renda/"

type pkg struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

// packages lists our packages with their imports (without those of tests).
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = testkit.Root(t)
	out, err := cmd.Output()
	require.NoError(t, err)
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, module)
		all = append(all, p)
	}
}

func ours(path string) (string, bool) { return strings.CutPrefix(path, module) }

func under(path string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return path == f || strings.HasPrefix(path, f+"/") })
}

func TestNoArrowPointsTheWrongWay(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			if why := forbidden(p.ImportPath, imported); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

// forbidden says why a package may not import another, or nothing.
func forbidden(from, imported string) string {
	to, isOurs := ours(imported)
	stdlib := !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	switch {
	case under(from, "process") && (isOurs || !stdlib):
		return "the kernel is pure: standard library only"
	case from == "models" && (isOurs || !stdlib):
		return "nouns know nobody: standard library only"
	case under(from, "internal/calendar") && !stdlib && (!isOurs || !under(to, "internal/fault")):
		return "the calendar is pure"
	case under(from, "workflows") && (strings.HasPrefix(imported, "gorm.io") || strings.HasPrefix(imported, "github.com/gin-gonic") ||
		imported == "net/http" || imported == "os"):
		return "workflows do no I/O"
	case under(from, "workflows/contract") && isOurs && !under(to, "process"):
		return "the contract knows the kernel only"
	case strings.HasPrefix(imported, "gorm.io") && !under(from, "models/store"):
		return "only models/store names gorm"
	case under(from, "activities") && isOurs && under(to, "api"):
		return "activities never import the API"
	case under(from, "api") && isOurs && under(to, "activities", "worker"):
		return "the API never imports activities"
	case under(from, "api") && isOurs && to == "workflows":
		return "the API knows the contract, not the workflows"
	case under(from, "models", "process", "workflows", "activities", "policies") && isOurs && under(to, "api", "internal/app", "cmd"):
		return "inner layers do not know the outer ones"
	}
	return domains(from, to)
}

// words are the domains; none imports another in the same layer.
var words = []string{
	"document", "suggestion", "meeting", "deputy", "message", "budget", "judicial", "learning", "people", "notice", "audit",
	"statistics",
}

func domains(from, to string) string {
	for _, layer := range []string{"workflows", "activities", "api"} {
		a, inA := strings.CutPrefix(from, layer+"/")
		b, inB := strings.CutPrefix(to, layer+"/")
		if inA && inB && a != b && slices.Contains(words, a) && slices.Contains(words, b) {
			return "domains never import each other"
		}
	}
	return ""
}

func TestEachBanIsAlive(t *testing.T) {
	for from, imported := range map[string]string{
		"process":            "github.com/google/uuid",
		"models":             module + "process",
		"workflows":          "net/http",
		"workflows/contract": module + "models",
		"api/document":       module + "activities",
		"activities":         module + "api",
		"internal/slip":      "gorm.io/gorm",
		"policies":           module + "internal/app",
	} {
		require.NotEmpty(t, forbidden(from, imported), "%s -> %s", from, imported)
	}
	require.NotEmpty(t, forbidden("api/document", module+"api/audit"))
	require.Empty(t, forbidden("api/document", module+"models/store"))
}

// TestFilesStayShort keeps every file of code under 400 lines.
func TestFilesStayShort(t *testing.T) {
	root := testkit.Root(t)
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", "bin", "data", "node_modules", "dist"}, d.Name()) {
			return filepath.SkipDir
		}
		if !slices.Contains([]string{".go", ".ts", ".vue", ".css", ".mjs", ".sql"}, filepath.Ext(path)) {
			return nil
		}
		if d.Name() == "schema.d.ts" {
			return nil // made from the description of the API, not kept
		}
		if n := lines(t, path); n > 400 {
			t.Errorf("%s has %d lines, more than 400: split it along a word of the domain", strings.TrimPrefix(path, root+"/"), n)
		}
		return nil
	})
	require.NoError(t, err)
}

func lines(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
	}
	return n
}

// TestNoDumpingGrounds refuses folders whose name says nothing.
func TestNoDumpingGrounds(t *testing.T) {
	for _, p := range packages(t) {
		base := filepath.Base(p.ImportPath)
		require.NotContains(t, []string{"utils", "util", "common", "helpers", "misc", "shared"}, base, p.ImportPath)
	}
}
