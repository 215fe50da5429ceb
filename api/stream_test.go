package api_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// listen opens a stream as somebody and hands over what comes, as
// "event id data" lines, until the test ends.
func (d *desk) listen(person, lastID string) <-chan [3]string {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	d.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/api/v1/notices/stream", nil)
	require.NoError(d.t, err)
	r.AddCookie(d.sit(person))
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	w, err := http.DefaultClient.Do(r)
	require.NoError(d.t, err)
	require.Equal(d.t, http.StatusOK, w.StatusCode)
	require.Equal(d.t, "text/event-stream", w.Header.Get("Content-Type"))
	out := make(chan [3]string, 100)
	go func() {
		defer func() { _ = w.Body.Close(); close(out) }()
		var event [3]string
		for lines := bufio.NewScanner(w.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "event":
				event[0] = value
			case "id":
				event[1] = value
			case "data":
				event[2] = value
			case "":
				out <- event
				event = [3]string{}
			}
		}
	}()
	return out
}

// next is the next event that is no ping.
func next(t *testing.T, stream <-chan [3]string) [3]string {
	t.Helper()
	for {
		select {
		case event, ok := <-stream:
			require.True(t, ok, "the stream ended")
			if event[0] != "ping" {
				return event
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nothing came")
		}
	}
}

func TestAChangeReachesThoseItIsForOnEveryProcess(t *testing.T) {
	d := newDesk(t)
	d.run()
	other := newDeskOn(t, d.config) // a second process on the same record
	other.run()
	d.clock.pass(0)
	near, far := d.listen("office_head", ""), other.listen("office_head", "")
	stranger := other.listen("water_handler", "")

	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	d.act("registrar", id, way("approve", "", checked))
	for _, stream := range []<-chan [3]string{near, far} {
		event := next(t, stream)
		require.Equal(t, "note", event[0])
		require.Contains(t, event[2], id)
		require.NotContains(t, event[2], "漕河", "no text of a document")
	}
	first := next(t, d.listen("office_head", "1"))
	require.Contains(t, first[2], id, "who comes back gets what he missed")

	d.send("registrar", http.MethodPost, at(id, "/acts"), map[string]any{"verb": "urge", "opinion": map[string]any{"text": "请尽快办理。"}}).ok()
	for event := next(t, near); !strings.Contains(event[2], "urged"); {
		event = next(t, near)
	}
	select {
	case event := <-stranger:
		require.Equal(t, "ping", event[0], "nothing of another unit's case")
	default:
	}
	require.Empty(t, stranger)
}

func TestAPersonHasAFewStreamsAtMost(t *testing.T) {
	d := newDesk(t)
	d.run()
	for range 10 {
		d.listen("registrar", "")
	}
	d.send("registrar", http.MethodGet, "/api/v1/notices/stream", nil).refused(http.StatusTooManyRequests, "TOO_MANY_STREAMS")
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	d := newDesk(t)
	d.run()
	other := newDeskOn(t, d.config)
	other.run()
	other.seats = d.seats // the same browser
	near, far, others := d.listen("office_head", ""), other.listen("office_head", ""), d.listen("registrar", "")
	for _, stream := range []<-chan [3]string{near, far, others} {
		require.Equal(t, "ping", (<-stream)[0])
	}
	d.send("office_head", http.MethodDelete, "/api/v1/session", nil).ok()
	delete(d.seats.cookies, "office_head")
	for _, stream := range []<-chan [3]string{near, far} {
		require.Eventually(t, func() bool {
			select {
			case _, open := <-stream:
				return !open
			default:
				return false
			}
		}, 5*time.Second, 10*time.Millisecond, "it does not wait for the next ping")
	}
	select {
	case _, open := <-others:
		require.True(t, open, "another one's stream goes on")
	default:
	}
}
