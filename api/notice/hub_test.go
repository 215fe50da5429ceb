package notice

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// log is a source in memory.
type log []models.Notification

func (l log) Notifications(_ context.Context, after int64, limit int) ([]models.Notification, error) {
	var page []models.Notification
	for _, n := range l {
		if n.ID > after && len(page) < limit {
			page = append(page, n)
		}
	}
	return page, nil
}

func (l log) EndedSignIns(context.Context, []string) ([]string, error) { return nil, nil }

func (l log) LastNotification(context.Context) (int64, error) { return int64(len(l)), nil }

// TestNobodyHearsWhatIsNotPutForHim is the law of the stream: whatever comes,
// in whatever order people listen, each hears what is put under an address of
// his own, all of it, in order, and nothing else.
func TestNobodyHearsWhatIsNotPutForHim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("r:role@%d", rapid.IntRange(0, 9).Draw(t, "unit")) })
		hub := NewHub(log{})
		listeners := map[*listener]models.Viewer{}
		for i := range rapid.IntRange(1, 6).Draw(t, "listeners") {
			viewer := models.Viewer{PersonID: fmt.Sprint(i), Addresses: rapid.SliceOfN(address, 0, 4).Draw(t, "addresses")}
			l, err := hub.listen(viewer, "")
			require.NoError(t, err)
			listeners[l] = viewer
		}
		sent := rapid.SliceOfN(address, 0, 40).Draw(t, "sent")
		for i, to := range sent {
			hub.hand(models.Notification{ID: int64(i + 1), Address: to})
		}
		for l, viewer := range listeners {
			hub.leave(l)
			close(l.news)
			var heard, due []int64
			for n := range l.news {
				heard = append(heard, n.ID)
			}
			for i, to := range sent {
				if slices.Contains(viewer.Addresses, to) {
					due = append(due, int64(i+1))
				}
			}
			require.Equal(t, due, heard)
		}
	})
}

func TestASlowPageIsToldToReadItsListsAnew(t *testing.T) {
	hub := NewHub(log{})
	l, err := hub.listen(models.Viewer{PersonID: "a", Addresses: []string{"p:a"}}, "")
	require.NoError(t, err)
	for i := range backlog + 1 {
		hub.hand(models.Notification{ID: int64(i + 1), Address: "p:a"})
	}
	<-l.lost
	require.False(t, hub.anybody(), "it is told once and then left alone")
}

func TestWhoComesBackGetsWhatHeMissedUnlessItIsTooMuch(t *testing.T) {
	kept := log{}
	for i := range pageSize * (mostReplayed + 1) {
		to := "p:b"
		if i%100 == 0 {
			to = "p:a"
		}
		kept = append(kept, models.Notification{ID: int64(i + 1), Address: to})
	}
	d := Deps{Source: kept}
	l := &listener{addresses: map[string]bool{"p:a": true}}
	notes, from, err := d.missed(t.Context(), l, int64(len(kept)-250))
	require.NoError(t, err)
	require.Equal(t, int64(len(kept)-250), from)
	require.Len(t, notes, 2)
	for _, n := range notes {
		require.Equal(t, "p:a", n.Address)
	}
	_, from, err = d.missed(t.Context(), l, 1)
	require.NoError(t, err)
	require.Negative(t, from)
	_, from, err = d.missed(t.Context(), l, 0)
	require.NoError(t, err)
	require.Equal(t, int64(len(kept)), from, "who is new hears from now on")
}

func TestOnePersonMayNotOpenStreamsWithoutEnd(t *testing.T) {
	hub := NewHub(log{})
	for range maxStreams {
		_, err := hub.listen(models.Viewer{PersonID: "a"}, "")
		require.NoError(t, err)
	}
	_, err := hub.listen(models.Viewer{PersonID: "a"}, "")
	require.True(t, fault.Is(err, fault.TooMany))
	_, err = hub.listen(models.Viewer{PersonID: "b"}, "")
	require.NoError(t, err)
}

func TestAStreamEndsWhenAPostIsGone(t *testing.T) {
	now := models.Viewer{PersonID: "a", Addresses: []string{"p:a", "r:clerk_in@u"}}
	hub := NewHub(log{})
	l, err := hub.listen(now, "")
	require.NoError(t, err)
	s := &stream{listener: l, deps: Deps{Again: func(context.Context) (models.Viewer, error) { return now, nil }}}
	require.True(t, s.still(t.Context()))
	now.Addresses = []string{"p:a", "r:registrar@u"}
	require.False(t, s.still(t.Context()))
	now.Addresses = []string{"p:a"}
	require.False(t, s.still(t.Context()))
}
