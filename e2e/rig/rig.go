package rig

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zhihui-renda/renda/internal/testkit"
)

// Password is everybody's in the demonstration county of a rig.
const Password = "Qichun-demo-2026"

// Options say what a rig is made of.
type Options struct {
	// MySQL keeps the record in a MariaDB of the rig's own instead of SQLite.
	MySQL bool
	// APIs and Workers are processes of their own; both 0 means one
	// `renda serve` that brings its engine along.
	APIs, Workers int
	// Env are further settings, "RENDA_X=y".
	Env []string
	// Bare leaves out the demonstration county.
	Bare bool
}

// Rig is a running Renda.
type Rig struct {
	Dir      string
	APIs     []*Process // or the one that serves all
	Workers  []*Process
	Temporal *Process        // nil when `renda serve` brings it along
	MariaDB  *testkit.Server // nil on SQLite
	// Engine is the address of Temporal.
	Engine string

	t     testing.TB
	bin   string
	env   []string
	ports []int
	watch []int
	// engineFile is the engine's database.
	engineFile string
}

// Start builds the program, prepares the record and starts all processes. They
// end with the test.
func Start(t testing.TB, o Options) *Rig {
	t.Helper()
	r := &Rig{t: t, Dir: t.TempDir(), bin: Binary(t)}
	r.Engine = fmt.Sprintf("127.0.0.1:%d", testkit.FreePort(t))
	r.engineFile = filepath.Join(r.Dir, "data", "temporal.db")
	r.settings(o)
	t.Cleanup(r.end)
	r.must("migrate")
	if !o.Bare {
		r.must("demo", "load")
	}
	if o.APIs+o.Workers == 0 {
		r.ports = []int{testkit.FreePort(t)}
		r.APIs = []*Process{r.process("serve", "RENDA_LISTEN="+r.Address(0))}
	} else {
		r.startParts(o)
	}
	for i, p := range r.APIs {
		p.waitReady(t, r.URL(i)+"/readyz")
	}
	for i := range r.Workers {
		r.WorkerReady(i)
	}
	return r
}

// settings are those that all commands and processes of the rig share.
func (r *Rig) settings(o Options) {
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "RENDA_") {
			r.env = append(r.env, pair)
		}
	}
	r.env = append(r.env,
		"RENDA_DATA_DIR="+filepath.Join(r.Dir, "data"),
		"RENDA_TEMPORAL_ADDRESS="+r.Engine,
		"RENDA_TEMPORAL_CLI="+testkit.TemporalCLI(r.t),
		"RENDA_DEMO_PASSWORD="+Password,
	)
	if o.MySQL {
		dir := filepath.Join(r.Dir, "mariadb")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			r.t.Fatal(err)
		}
		server, err := testkit.StartMariaDB(dir, testkit.FreePort(r.t))
		if err != nil {
			r.t.Fatal(err)
		}
		r.MariaDB = server
		r.createDatabase()
		r.env = append(r.env, "RENDA_DB_DRIVER=mysql", "RENDA_DB_DSN="+server.BaseDSN()+"renda")
	}
	r.env = append(r.env, o.Env...)
}

func (r *Rig) createDatabase() {
	db, err := sql.Open("mysql", r.MariaDB.BaseDSN())
	if err == nil {
		_, err = db.ExecContext(context.Background(), "CREATE DATABASE renda CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// startParts starts the engine, the APIs and the workers, each by itself.
func (r *Rig) startParts(o Options) {
	host, port, _ := strings.Cut(r.Engine, ":")
	r.engineFile = filepath.Join(r.Dir, "engine.db")
	r.Temporal = &Process{
		Name: "temporal", path: testkit.TemporalCLI(r.t), env: r.env, log: filepath.Join(r.Dir, "temporal.log"),
		args: []string{
			"server", "start-dev", "--headless", "--ip", host, "--port", port, "--log-level", "error",
			"--db-filename", r.engineFile, "--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL",
		},
	}
	r.Temporal.Start(r.t)
	for i := range o.APIs {
		r.ports = append(r.ports, testkit.FreePort(r.t))
		r.APIs = append(r.APIs, r.process("api", "RENDA_LISTEN="+r.Address(i)))
	}
	for range o.Workers {
		port := testkit.FreePort(r.t)
		r.watch = append(r.watch, port)
		r.Workers = append(r.Workers, r.process("worker", fmt.Sprintf("RENDA_MONITOR_LISTEN=127.0.0.1:%d", port)))
	}
}

// process starts the program in a role.
func (r *Rig) process(role string, env ...string) *Process {
	p := &Process{
		Name: role, path: r.bin, args: []string{role}, env: append(append([]string{}, r.env...), env...),
		log: filepath.Join(r.Dir, fmt.Sprintf("%s-%d.log", role, len(r.APIs)+len(r.Workers))),
	}
	p.Start(r.t)
	return p
}

// ForgetEngine deletes the engine's database; its processes must be down.
func (r *Rig) ForgetEngine() {
	files, err := filepath.Glob(r.engineFile + "*")
	if err != nil || len(files) == 0 {
		r.t.Fatalf("no engine database at %s (%v)", r.engineFile, err)
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			r.t.Fatal(err)
		}
	}
}

// Address is where the API listens; URL is it for a client.
func (r *Rig) Address(i int) string { return fmt.Sprintf("127.0.0.1:%d", r.ports[i]) }

// URL is the address of an API, without a path.
func (r *Rig) URL(i int) string { return "http://" + r.Address(i) }

// Ready waits until an API says that it is ready.
func (r *Rig) Ready(i int) {
	r.t.Helper()
	r.APIs[i].waitReady(r.t, r.URL(i)+"/readyz")
}

// WorkerReady waits until a worker says that it takes tasks.
func (r *Rig) WorkerReady(i int) {
	r.t.Helper()
	r.Workers[i].waitReady(r.t, fmt.Sprintf("http://127.0.0.1:%d/readyz", r.watch[i]))
}

// Run runs a command of the program with the rig's settings.
func (r *Rig) Run(args ...string) (string, error) { return r.RunWith(nil, args...) }

// RunWith is Run with further settings.
func (r *Rig) RunWith(env []string, args ...string) (string, error) {
	var out bytes.Buffer
	cmd := exec.Command(r.bin, args...)
	cmd.Env = append(append([]string{}, r.env...), env...)
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func (r *Rig) must(args ...string) {
	r.t.Helper()
	if out, err := r.Run(args...); err != nil {
		r.t.Fatalf("renda %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// end ends all processes, those that use others first.
func (r *Rig) end() {
	for _, p := range append(append([]*Process{}, r.APIs...), r.Workers...) {
		p.Kill()
	}
	if r.Temporal != nil {
		r.Temporal.Kill()
	}
	if r.MariaDB != nil {
		r.MariaDB.Stop()
	}
}

// Env are the settings of the rig, for a test that opens its record beside it.
func (r *Rig) Env() []string { return r.env }

// Attach is a rig of processes that somebody else started and ends; the APIs
// listen on these loopback ports.
func Attach(t testing.TB, ports ...int) *Rig { return &Rig{t: t, ports: ports} }
