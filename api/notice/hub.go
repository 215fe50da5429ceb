// Package notice tells a person's open pages at once when something changed for
// him. Every API process reads the notifications of all of them once a second
// and hands each to those who hold its address: the database is the only thing
// between the processes.
package notice

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/zhihui-renda/renda/models"
)

// Source is where notifications are kept.
type Source interface {
	Notifications(ctx context.Context, after int64, limit int) ([]models.Notification, error)
	LastNotification(ctx context.Context) (int64, error)
	// EndedSignIns are those of the sessions and tokens that are over.
	EndedSignIns(ctx context.Context, ids []string) ([]string, error)
}

const (
	pollEvery = time.Second
	pageSize  = 500
	// backlog is how many notifications may wait for one slow page before it is
	// told to read its lists anew.
	backlog = 256
)

// Hub hands notifications to open streams.
type Hub struct {
	source Source
	mu     sync.Mutex
	open   map[*listener]bool
	done   chan struct{}
	look   chan struct{} // a session was ended in this process
}

// listener is one open stream.
type listener struct {
	person    string
	signIn    string // session or token
	addresses map[string]bool
	news      chan models.Notification
	lost      chan struct{} // closed when the backlog was full
	over      chan struct{} // closed when the session has ended
}

// NewHub makes a hub; Run must run for it to hear anything.
func NewHub(source Source) *Hub {
	return &Hub{source: source, open: map[*listener]bool{}, done: make(chan struct{}), look: make(chan struct{}, 1)}
}

// Run polls until the context ends; then every stream ends.
func (h *Hub) Run(ctx context.Context) error {
	defer close(h.done)
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	last, known := int64(0), false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-h.look:
			h.endOver(ctx)
			continue
		case <-ticker.C:
		}
		if !h.anybody() {
			known = false // nobody listens: do not ask the database
			continue
		}
		h.endOver(ctx)
		var err error
		if last, err = h.poll(ctx, last, known); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "notifications not read", "error", err)
			continue
		}
		known = true
	}
}

// Look ends the streams of sessions that were ended a moment ago, without
// waiting for the next poll.
func (h *Hub) Look() {
	select {
	case h.look <- struct{}{}:
	default: // it will look
	}
}

// endOver ends the streams whose session or token is over.
func (h *Hub) endOver(ctx context.Context) {
	h.mu.Lock()
	var ids []string
	for l := range h.open {
		ids = append(ids, l.signIn)
	}
	h.mu.Unlock()
	if len(ids) == 0 {
		return
	}
	over, err := h.source.EndedSignIns(ctx, ids)
	if err != nil {
		if ctx.Err() == nil {
			slog.WarnContext(ctx, "ended sessions not read", "error", err)
		}
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.open {
		if slices.Contains(over, l.signIn) {
			delete(h.open, l)
			close(l.over)
		}
	}
}

// poll hands out what is new since last.
func (h *Hub) poll(ctx context.Context, last int64, known bool) (int64, error) {
	if !known {
		// A stream that opened since the last look has read up to its opening
		// by itself; one page back costs nothing and leaves no hole.
		newest, err := h.source.LastNotification(ctx)
		if err != nil {
			return last, err
		}
		last = max(0, newest-pageSize)
	}
	for {
		page, err := h.source.Notifications(ctx, last, pageSize)
		if err != nil {
			return last, err
		}
		for _, n := range page {
			h.hand(n)
			last = n.ID
		}
		if len(page) < pageSize {
			return last, nil
		}
	}
}

// hand gives one notification to those who hold its address, and to nobody else.
func (h *Hub) hand(n models.Notification) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.open {
		if !l.addresses[n.Address] {
			continue
		}
		select {
		case l.news <- n:
		default:
			delete(h.open, l)
			close(l.lost)
		}
	}
}

func (h *Hub) anybody() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.open) > 0
}

// maxStreams is how many streams one person may have open in this process.
const maxStreams = 10

// listen opens a stream for a viewer.
func (h *Hub) listen(viewer models.Viewer, signIn string) (*listener, error) {
	l := &listener{
		person: viewer.PersonID, signIn: signIn, addresses: map[string]bool{}, news: make(chan models.Notification, backlog),
		lost: make(chan struct{}), over: make(chan struct{}),
	}
	for _, address := range viewer.Addresses {
		l.addresses[address] = true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for other := range h.open {
		if other.person == l.person {
			n++
		}
	}
	if n >= maxStreams {
		return nil, faultTooManyStreams()
	}
	h.open[l] = true
	return l, nil
}

func (h *Hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, l)
}
