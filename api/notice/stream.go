package notice

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
)

// Note is one notification as a page gets it. It holds no text of a document.
type Note struct {
	ID   int64     `json:"id"`
	Kind string    `json:"kind"`
	Case string    `json:"case,omitempty"`
	Task string    `json:"task,omitempty"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// Deps are the parts the handlers work with.
type Deps struct {
	Source Source
	Hub    *Hub
	Viewer func(ctx context.Context) (models.Viewer, error)
	// SignIn is the session or token that a stream is opened with.
	SignIn func(ctx context.Context) string
	// Again finds out anew who is behind a stream: a session may have ended, a
	// post may be gone.
	Again func(ctx context.Context) (models.Viewer, error)
	// Ping is how often a silent stream says that it is alive; 0 means 20 s.
	Ping time.Duration
}

type streamIn struct {
	// Browsers send it by themselves when they come back.
	LastEventID int64 `header:"Last-Event-ID" minimum:"0" doc:"最后收到的编号，从其后继续。"`
	After       int64 `query:"after" minimum:"0" doc:"同 Last-Event-ID，供首次连接使用。"`
}

const (
	pingEvery    = 20 * time.Second
	writeTimeout = 10 * time.Second
	// mostReplayed pages are read for who comes back; later he reads his lists
	// anew, which is cheaper.
	mostReplayed = 20
)

// Register adds the stream.
func Register(d *door.Door, deps Deps) {
	if deps.Ping == 0 {
		deps.Ping = pingEvery
	}
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/notices/stream", ID: "stream-notices", Summary: "实时变动（SSE）", Tag: "列表",
		Description: streamHelp, Object: "notice", Action: "stream", Passive: true, Adjust: describe,
	}, deps.open)
}

func describe(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"200": {
		Description: streamHelp,
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}

// open answers with a stream. It listens first and reads what was missed after
// that, so that nothing falls between.
func (d Deps) open(ctx context.Context, in *streamIn) (*huma.StreamResponse, error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	l, err := d.Hub.listen(viewer, d.SignIn(ctx))
	if err != nil {
		return nil, err
	}
	missed, from, err := d.missed(ctx, l, max(in.LastEventID, in.After))
	if err != nil {
		d.Hub.leave(l)
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer d.Hub.leave(l)
		w := humagin.Unwrap(c).Writer
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("X-Accel-Buffering", "no")
		w.WriteHeader(http.StatusOK)
		s := &stream{w: w, control: http.NewResponseController(w), deps: d, listener: l, last: from}
		s.run(ctx, missed)
	}}, nil
}

// missed reads what came for the listener after an id; from is the id behind
// which the stream begins. Who was away too long is told to read his lists
// anew: from is then negative.
func (d Deps) missed(ctx context.Context, l *listener, after int64) (notes []models.Notification, from int64, err error) {
	if after == 0 {
		from, err = d.Source.LastNotification(ctx)
		return nil, from, err
	}
	from = after
	for range mostReplayed {
		page, err := d.Source.Notifications(ctx, after, pageSize)
		if err != nil {
			return nil, 0, err
		}
		for _, n := range page {
			if after = n.ID; l.addresses[n.Address] {
				notes = append(notes, n)
			}
		}
		if len(page) < pageSize {
			return notes, from, nil
		}
	}
	return nil, -1, nil
}

// stream is one open connection.
type stream struct {
	w        io.Writer
	control  *http.ResponseController
	deps     Deps
	listener *listener
	last     int64
	failed   bool
}

// run sends until the reader leaves, his session ends, or we stop.
func (s *stream) run(ctx context.Context, missed []models.Notification) {
	s.ping()
	if s.last < 0 {
		s.event(0, "resync", struct{}{})
	}
	for _, n := range missed {
		s.note(n)
	}
	ticker := time.NewTicker(s.deps.Ping)
	defer ticker.Stop()
	for !s.failed {
		select {
		case <-ctx.Done():
			return
		case <-s.deps.Hub.done:
			return
		case <-s.listener.over:
			return
		case <-s.listener.lost:
			s.event(0, "resync", struct{}{})
			return
		case n := <-s.listener.news:
			s.note(n)
		case <-ticker.C:
			if !s.still(ctx) {
				return
			}
			s.ping()
		}
	}
}

// still says whether the same person with the same posts is behind the stream;
// otherwise it ends, and a page that may will open a new one.
func (s *stream) still(ctx context.Context) bool {
	viewer, err := s.deps.Again(ctx)
	return err == nil && len(viewer.Addresses) == len(s.listener.addresses) &&
		!slices.ContainsFunc(viewer.Addresses, func(a string) bool { return !s.listener.addresses[a] })
}

func (s *stream) ping() { s.event(0, "ping", struct{}{}) }

// note sends one notification, once.
func (s *stream) note(n models.Notification) {
	if n.ID <= s.last {
		return
	}
	s.last = n.ID
	s.event(n.ID, "note", Note{ID: n.ID, Kind: n.Kind, Case: n.CaseID, Task: n.TaskID, Text: sentence(n), At: n.At})
}

func (s *stream) event(id int64, name string, data any) {
	body, err := json.Marshal(data)
	if err != nil || s.failed {
		s.failed = true
		return
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(writeTimeout)) // not every writer has one
	text := fmt.Sprintf("event: %s\ndata: %s\n\n", name, body)
	if id > 0 {
		text = fmt.Sprintf("id: %d\n", id) + text
	}
	if _, err := io.WriteString(s.w, text); err != nil {
		s.failed = true
		return
	}
	s.failed = s.control.Flush() != nil
}
