package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api"
	apicalendar "github.com/zhihui-renda/renda/api/calendar"
	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/internal/rendition"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
	"github.com/zhihui-renda/renda/workflows/document"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	code := m.Run()
	if county.folder != "" {
		_ = os.RemoveAll(county.folder)
	}
	os.Exit(code)
}

// password is everybody's in the county.
const password = "Bu-Ke-Neng-2026"

// begin is the first instant of every story: a Monday morning.
var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, calendar.Shanghai)

// county is the demonstration county in a file, loaded once and copied for
// every test.
var county struct {
	once   sync.Once
	folder string
	err    error
}

func countyFile(t *testing.T) string {
	t.Helper()
	county.once.Do(makeCounty)
	require.NoError(t, county.err)
	file := filepath.Join(t.TempDir(), "renda.db")
	bytes, err := os.ReadFile(filepath.Join(county.folder, "renda.db"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bytes, 0o600))
	return file
}

func makeCounty() {
	if county.folder, county.err = os.MkdirTemp("", "county"); county.err == nil {
		county.err = load(context.Background(), store.Config{Driver: store.SQLite, DSN: filepath.Join(county.folder, "renda.db")})
	}
}

// load makes a record with the policy and the county.
func load(ctx context.Context, cfg store.Config) error {
	s, err := store.Open(ctx, cfg)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	shipped, err := policies.Shipped()
	if err != nil {
		return err
	}
	if err := s.SeedPolicy(ctx, shipped); err != nil {
		return err
	}
	if _, err := demo.Load(ctx, s, password, begin.AddDate(-1, 0, 0)); err != nil {
		return err
	}
	return s.Close()
}

// desk is a server on a county, with an engine that commits at once.
type desk struct {
	t      *testing.T
	config store.Config
	store  *store.Store
	server *api.Server
	url    string
	clock  *clock
	engine *direct
	keys   int
	seats  *seats
}

// clock is the time of the test.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return newDeskOn(t, store.Config{Driver: store.SQLite, DSN: countyFile(t)})
}

// onBothDatabases runs a test on each kind of record.
func onBothDatabases(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, newDesk(t)) })
	t.Run("mysql", func(t *testing.T) {
		cfg := store.Config{Driver: store.MySQL, DSN: testkit.MySQL(t)}
		require.NoError(t, load(t.Context(), cfg))
		test(t, newDeskOn(t, cfg))
	})
}

// run keeps live updates coming until the test ends.
func (d *desk) run() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = d.server.Run(ctx)
	}()
	d.t.Cleanup(func() { cancel(); <-ended })
}

func newDeskOn(t *testing.T, cfg store.Config) *desk {
	t.Helper()
	s, err := store.Open(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	c := &clock{now: begin}
	policy, err := policies.New(t.Context(), s, c.Now)
	require.NoError(t, err)
	tables, err := store.NewTables(s, document.Definitions())
	require.NoError(t, err)
	clocks := store.NewClocks(store.ClockOptions{})
	engine := &direct{committer: &store.Committer{
		Store: s, Definitions: tables, Powers: policy, Clockwork: clocks, Nouns: store.Documents{},
		People: store.NewStaff, Now: c.Now,
	}}
	recounter := &recount.Recounter{Store: s, Clocks: clocks, Engine: engine, Now: c.Now}
	rules := store.DefaultSignInRules
	rules.Passwords.MaxAge = 0 // stories go over months
	sessions := session.New(session.Config{Store: s, Rules: rules, Now: c.Now})
	server, err := api.New(api.Parts{
		Store: s, Engine: engine, Tables: tables, Policy: policy, Sessions: sessions, Now: c.Now, Version: "test",
		Files: files(t, s, sessions, c), Calendar: apicalendar.New(s, clocks, recounter, calendar.DefaultOffsets(), c.Now),
		Checks: []api.Check{{Name: "database", Ping: s.Ping}},
	})
	require.NoError(t, err)
	listener := httptest.NewServer(server.Handler())
	t.Cleanup(listener.Close)
	return &desk{
		t: t, config: cfg, store: s, server: server, url: listener.URL, clock: c, engine: engine,
		seats: &seats{cookies: map[string]*http.Cookie{}, since: map[string]time.Time{}},
	}
}

// fileLimit is small, so that too much is soon sent.
const fileLimit = 1 << 20

func files(t *testing.T, s *store.Store, sessions *session.Sessions, c *clock) file.Deps {
	t.Helper()
	folder := t.TempDir()
	blobs, err := blob.OpenDir(filepath.Join(folder, "files"))
	require.NoError(t, err)
	reader := extract.New(extract.Config{Scratch: folder})
	pages := rendition.New(blobs, reader)
	t.Cleanup(func() { _ = errors.Join(pages.Close(), blobs.Close(), reader.Close()) })
	return file.Deps{
		Record: s, Names: s, Blobs: blobs, Painter: reader, Pages: pages, Limit: fileLimit, Viewer: sessions.Viewer,
		Intake: &intake.Intake{Record: s, Blobs: blobs, Reader: reader, Scratch: folder, Limit: fileLimit, Now: c.Now},
	}
}

// direct is an engine without a server behind it: it commits. What goes in and
// what comes out passes through JSON, as it would on the wire.
type direct struct {
	committer *store.Committer
	away      bool
}

func (e *direct) Act(ctx context.Context, act contract.Act) (contract.Answer, error) {
	if e.away {
		return contract.Answer{}, fault.New(fault.Unavailable, "ENGINE_AWAY", "系统正忙或正在恢复，请稍后重试；重试不会重复办理。")
	}
	bytes, err := json.Marshal(act)
	if err != nil {
		return contract.Answer{}, err
	}
	var sent contract.Act
	if err := json.Unmarshal(bytes, &sent); err != nil {
		return contract.Answer{}, err
	}
	committed, err := e.committer.Commit(ctx, sent)
	return committed.Answer, err
}

// id is the id of a person by user name.
func (d *desk) id(username string) string {
	d.t.Helper()
	p, err := d.store.PersonByUsername(d.t.Context(), username)
	require.NoError(d.t, err)
	return p.ID
}

// unit is the id of a unit by its code.
func (d *desk) unit(code string) string {
	d.t.Helper()
	units, err := d.store.Units(d.t.Context(), false)
	require.NoError(d.t, err)
	for _, u := range units {
		if u.Code == code {
			return u.ID
		}
	}
	d.t.Fatalf("no unit %s", code)
	return ""
}

// act does one act on what the person is shown, and expects it to be done.
func (d *desk) act(person, caseID string, body map[string]any) contract.Answer {
	d.t.Helper()
	if _, given := body["expect_seq"]; body["verb"] == "approve" && !given {
		body["expect_seq"] = get[cases.Head](d, person, "/api/v1/cases/"+caseID).Seq
	}
	return into[contract.Answer](d.send(person, http.MethodPost, "/api/v1/cases/"+caseID+"/acts", body).ok())
}

// paper is an incoming document as a registrar types it in.
func paper(title string) map[string]any {
	return map[string]any{
		"kind": "REQUEST", "direction": "UPWARD", "title": title, "source_org": "蕲春县水利和湖泊局", "source_doc_no": "蕲水〔2026〕12号",
		"source_date": "2026-02-27", "received_on": "2026-03-02", "channel": "paper", "copies": 1,
		"body": []map[string]any{{"kind": "paragraph", "text": "现将有关情况请示如下。"}},
	}
}

// register registers a paper in one go and returns its case.
func (d *desk) register(title string) string {
	d.t.Helper()
	answer := into[contract.Answer](d.send("registrar", http.MethodPost, "/api/v1/documents/incoming", map[string]any{
		"document": paper(title), "register": map[string]any{"series": d.series("receipt")},
	}).ok())
	require.Equal(d.t, process.StatusOpen, answer.Status)
	return answer.CaseID
}

// series is the key of the congress's first series of a kind.
func (d *desk) series(kind string) string {
	d.t.Helper()
	all, err := d.store.AllSeries(d.t.Context(), d.unit(demo.Congress))
	require.NoError(d.t, err)
	for _, s := range all {
		if s.Kind == kind {
			return s.Key
		}
	}
	d.t.Fatalf("no series of kind %s", kind)
	return ""
}
