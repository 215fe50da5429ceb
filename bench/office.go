package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"time"

	"github.com/oklog/ulid/v2"
	"go.temporal.io/sdk/client"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/worker"
)

const password = "Qichun-bench-2026"

// office is a whole Renda in this process with the demonstration county: the
// counts of a process can be read from inside only.
type office struct {
	*app.App
	url    string
	engine client.Client
	units  map[string]string // ids by code
	end    context.CancelFunc
	ended  chan error
}

// openOffice starts it in the folder, with further settings, and waits until it
// is ready.
func openOffice(ctx context.Context, dir string, env ...string) (*office, error) {
	listen, engine, err := freeAddresses()
	if err != nil {
		return nil, err
	}
	cfg, err := settings(dir, listen, engine, env...)
	if err != nil {
		return nil, err
	}
	o, err := openRecord(ctx, cfg)
	if err != nil {
		return nil, err
	}
	o.url = "http://" + listen
	life, end := context.WithCancel(ctx)
	o.end = end
	go func() { o.ended <- o.Run(life, app.Serve) }()
	if err := o.ready(ctx); err != nil {
		return nil, err
	}
	o.engine, err = worker.NewClient(worker.ClientOptions{Address: engine, Namespace: "default", Log: o.Log})
	return o, err
}

// openRecord opens the record alone, with the county in it.
func openRecord(ctx context.Context, cfg config.Config) (*office, error) {
	log := slog.New(slog.DiscardHandler)
	slog.SetDefault(log)
	a, err := app.Open(ctx, cfg, log, "bench")
	if err != nil {
		return nil, err
	}
	o := &office{App: a, units: map[string]string{}, ended: make(chan error, 1)}
	if err := o.prepare(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return o, nil
}

// settings are those of an office in the folder.
func settings(dir, listen, engine string, env ...string) (config.Config, error) {
	return config.Read(append([]string{
		"RENDA_DATA_DIR=" + filepath.Join(dir, "data"), "RENDA_LISTEN=" + listen, "RENDA_TEMPORAL_ADDRESS=" + engine,
		"RENDA_LOG_LEVEL=error", "RENDA_RATE=0",
	}, env...))
}

// prepare loads the county.
func (o *office) prepare(ctx context.Context) error {
	if _, err := demo.Load(ctx, o.Store, password, time.Now()); err != nil {
		return err
	}
	units, err := o.Store.Units(ctx, false)
	if err != nil {
		return err
	}
	for _, u := range units {
		o.units[u.Code] = u.ID
	}
	return nil
}

// freeAddresses are two ports that nobody listens on.
func freeAddresses() (string, string, error) {
	var found [2]string
	for i := range found {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", err
		}
		defer func() { _ = l.Close() }()
		found[i] = l.Addr().String()
	}
	return found[0], found[1], nil
}

func (o *office) ready(ctx context.Context) error {
	for ctx.Err() == nil {
		select {
		case err := <-o.ended:
			return fmt.Errorf("the program ended: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
		answer, err := http.Get(o.url + "/readyz")
		if err != nil {
			continue
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
	}
	return ctx.Err()
}

// close ends it and waits.
func (o *office) close() error {
	o.engine.Close()
	o.end()
	err := <-o.ended
	o.Close()
	return err
}

// person is somebody signed in.
type person struct {
	id   string
	url  string
	http *http.Client
}

// signIn signs a person in, once for all the goroutines that act for him.
func (o *office) signIn(ctx context.Context, username string) (*person, error) {
	known, err := o.Store.PersonByUsername(ctx, username)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	p := &person{id: known.ID, url: o.url, http: &http.Client{Jar: jar, Transport: transport, Timeout: time.Minute}}
	return p, p.post(ctx, "/api/v1/session", map[string]string{"username": username, "password": password}, nil)
}

// signInAll signs everybody of the story in.
func (o *office) signInAll(ctx context.Context) (map[string]*person, error) {
	people := map[string]*person{}
	for _, username := range actors {
		p, err := o.signIn(ctx, username)
		if err != nil {
			return nil, err
		}
		people[username] = p
	}
	return people, nil
}

func (p *person) get(ctx context.Context, path string) error {
	return p.send(ctx, http.MethodGet, path, nil, nil)
}

func (p *person) post(ctx context.Context, path string, body, out any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return p.send(ctx, http.MethodPost, path, bytes.NewReader(text), out)
}

func (p *person) send(ctx context.Context, method, path string, body io.Reader, out any) error {
	request, err := http.NewRequestWithContext(ctx, method, p.url+path, body)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Idempotency-Key", ulid.Make().String())
	}
	answer, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %s: %s", method, path, answer.Status, text)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}
