package classified_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/testkit"
)

// reading counts papers read and refused, and how many speak of secrets at
// all, without which the count would prove nothing.
type reading struct{ papers, speaking, refused int }

func (r *reading) read(t *testing.T, name, text string) {
	t.Helper()
	r.papers++
	if strings.Contains(text, "秘密") || strings.Contains(text, "机密") || strings.Contains(text, "密级") {
		r.speaking++
	}
	for _, found := range []func() (classified.Mark, bool){
		func() (classified.Mark, bool) { return classified.Find(text) },
		func() (classified.Mark, bool) { return classified.FindName(name) },
	} {
		if mark, is := found(); is {
			r.refused++
			t.Errorf("%s is an open paper, yet found %v", name, mark)
		}
	}
}

func (r *reading) report(t *testing.T, what string, papers int) {
	t.Helper()
	t.Logf("%s: %d papers, %d of them speak of secrets, %d refused", what, r.papers, r.speaking, r.refused)
	require.GreaterOrEqual(t, r.papers, papers, "the material is there")
	require.Zero(t, r.refused)
}

func load(t *testing.T, path string, into any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, into))
}

func TestNoRealOpenPaperIsRefused(t *testing.T) {
	t.Run("documents of the State Council", func(t *testing.T) {
		var docs []struct {
			Title, Keywords, Topic string
			DocNo                  string `json:"doc_no"`
			Paragraphs             []struct{ Text string }
		}
		load(t, testkit.Shared(t, "data", "gongwen-guowuyuan.json"), &docs)
		var r reading
		for _, d := range docs {
			lines := []string{d.Topic, d.Keywords, d.DocNo}
			for _, p := range d.Paragraphs {
				lines = append(lines, p.Text)
			}
			r.read(t, d.Title, strings.Join(lines, "\n"))
		}
		r.report(t, "State Council", 30)
	})
	t.Run("rules of People's Congresses", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(testkit.Shared(t, "data", "npc-rules"), "*.md"))
		require.NoError(t, err)
		var r reading
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			r.read(t, filepath.Base(file), string(text))
		}
		r.report(t, "rules", 76)
	})
	t.Run("proposals", func(t *testing.T) {
		var proposals []struct{ Title, Body string }
		load(t, testkit.Shared(t, "data", "proposals-2019.json"), &proposals)
		var r reading
		for _, p := range proposals {
			r.read(t, p.Title, p.Title+"\n"+p.Body)
		}
		r.report(t, "proposals", 436)
	})
	t.Run("citizens' messages", func(t *testing.T) {
		file, err := os.Open(testkit.Shared(t, "data", "messages.jsonl"))
		require.NoError(t, err)
		defer func() { _ = file.Close() }()
		var r reading
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var m struct{ Title, Body, Reply string }
			require.NoError(t, json.Unmarshal(lines.Bytes(), &m))
			r.read(t, m.Title, m.Title+"\n"+m.Body+"\n"+m.Reply)
		}
		require.NoError(t, lines.Err())
		r.report(t, "messages", 4982)
	})
}
