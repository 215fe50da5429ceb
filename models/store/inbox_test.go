package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// counted are the boxes of a person that are not empty.
func (o *office) counted(person string) map[store.Box]int {
	o.t.Helper()
	counts, err := o.Counts(o.t.Context(), o.viewer(person), o.now)
	require.NoError(o.t, err)
	got := map[store.Box]int{}
	for box, c := range counts {
		require.Len(o.t, o.inbox(person, box), c.N, "%s of %s", box, person)
		if c.N > 0 {
			got[box] = c.N
		}
	}
	return got
}

func TestATaskMovesFromBoxToBox(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		type boxes = map[store.Box]int
		id := o.open("test.issue", "drafter", "通知")
		require.Equal(t, boxes{store.BoxDrafts: 1}, o.counted("drafter"))
		o.do(id, "drafter", process.VerbApprove)
		require.Equal(t, boxes{store.BoxDone: 1, store.BoxInitiated: 1}, o.counted("drafter"))
		require.Equal(t, boxes{store.BoxTodo: 1}, o.counted("head"))

		o.do(id, "head", process.VerbReturn, because("缺少附件"))
		require.Equal(t, boxes{store.BoxTodo: 1, store.BoxDone: 1, store.BoxInitiated: 1}, o.counted("drafter"))
		require.Equal(t, boxes{store.BoxDone: 1}, o.counted("head"), "who returned it has done something")
		o.do(id, "drafter", process.VerbApprove)
		o.do(id, "head", process.VerbTransfer, func(c *process.Command) { c.To = []process.Party{{Person: "chief"}} })
		require.Equal(t, 1, o.counted("chief")[store.BoxTodo])
		require.NotContains(t, o.counted("head"), store.BoxTodo)
		o.do(id, "chief", process.VerbCirculate, func(c *process.Command) { c.To = []process.Party{{Person: "chair"}, {Person: "stranger"}} })
		require.Equal(t, boxes{store.BoxToRead: 1}, o.counted("chair"))
		o.do(id, "chair", process.VerbRead)
		require.Equal(t, boxes{store.BoxRead: 1}, o.counted("chair"))
		o.do(id, "chair", process.VerbFollow)
		require.Equal(t, boxes{store.BoxRead: 1, store.BoxFollowed: 1}, o.counted("chair"))
		require.Equal(t, 1, o.counted("head")[store.BoxDone], "the head returned the case and passed it on: one line")

		_, err := s.Case(t.Context(), o.viewer("stranger"), id)
		require.NoError(t, err, "who is asked to read may see the case")
		o.do(id, "chief", process.VerbRecall)
		require.Empty(t, o.counted("stranger"))
		_, err = s.Case(t.Context(), o.viewer("stranger"), id)
		refused(t, err, fault.NotFound, "CASE_NOT_FOUND")
		o.whole()
	})
}

func TestAReadingCalledBackTakesNothingFromWhoActedBefore(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove)
		to := func(person string) with {
			return func(c *process.Command) { c.To = []process.Party{{Person: person}} }
		}
		o.do(id, "head", process.VerbTransfer, to("stranger"))
		require.Len(t, o.inbox("head", store.BoxDone), 1)
		o.do(id, "stranger", process.VerbTransfer, to("chief"))
		o.do(id, "chief", process.VerbCirculate, to("stranger"))
		o.do(id, "chief", process.VerbRecall)
		require.Empty(t, o.inbox("stranger", store.BoxToRead))
		require.Len(t, o.inbox("stranger", store.BoxDone), 1)
		_, err := s.Case(t.Context(), o.viewer("stranger"), id)
		require.NoError(t, err)
	})
}

func TestAPoolTaskIsEverybodysUntilSomebodyClaimsIt(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.short", "registrar2", "来文")
		o.do(id, "registrar2", process.VerbApprove)
		require.Equal(t, 1, o.counted("registrar")[store.BoxTodo])
		require.Equal(t, 1, o.counted("registrar2")[store.BoxTodo])
		o.do(id, "registrar", process.VerbClaim)
		require.Equal(t, 1, o.counted("registrar")[store.BoxTodo])
		require.Zero(t, o.counted("registrar2")[store.BoxTodo])
		o.do(id, "registrar", process.VerbRelease)
		require.Equal(t, 1, o.counted("registrar2")[store.BoxTodo])
		o.whole()
	})
}

func TestTheMostUrgentComesFirstThenTheDueDayThenTheArrival(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		urgency := func(word string) with {
			return func(c *process.Command) { c.Opening.Urgency = word }
		}
		// The opening is set after the other changes: urgency goes in by hand.
		for _, c := range []struct{ title, urgency string }{
			{"普通一", ""}, {"加急", "加急"}, {"普通二", ""}, {"特急", "特急"},
		} {
			act := o.opening("test.issue", "drafter", c.title)
			urgency(c.urgency)(&act.Commands[0])
			_, err := o.Commit(t.Context(), act)
			require.NoError(t, err)
			o.do(act.CaseID, "drafter", process.VerbApprove)
		}
		var titles []string
		for _, item := range o.inbox("head", store.BoxTodo) {
			titles = append(titles, item.Case.Title)
		}
		require.Equal(t, []string{"特急", "加急", "普通一", "普通二"}, titles)
		late := func() int { return o.counted("head")[store.BoxOverdue] }
		require.Zero(t, late())
		o.now = begin.AddDate(0, 0, 8)
		require.Equal(t, 4, late())
		require.True(t, o.inbox("head", store.BoxTodo)[0].Late)
	})
}

func TestFiltersNarrowAList(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		a := o.open("test.issue", "drafter", "关于水库100%安全的通知")
		o.do(a, "drafter", process.VerbApprove)
		b := o.open("test.issue", "drafter", "关于防汛的通知")
		o.do(b, "drafter", process.VerbApprove)
		o.do(b, "head", process.VerbApprove)
		c := o.open("test.short", "registrar", "来文")
		o.do(c, "registrar", process.VerbApprove)
		for name, tc := range map[string]struct {
			who  string
			q    store.InboxQuery
			want []string
		}{
			"title":           {"head", store.InboxQuery{Box: store.BoxTodo, Title: "水库"}, []string{a}},
			"a sign of LIKE":  {"head", store.InboxQuery{Box: store.BoxTodo, Title: "0%安"}, []string{a}},
			"no such title":   {"head", store.InboxQuery{Box: store.BoxTodo, Title: "_库"}, nil},
			"process":         {"registrar", store.InboxQuery{Box: store.BoxTodo, Process: "test.short"}, []string{c}},
			"step":            {"registrar", store.InboxQuery{Box: store.BoxTodo, Step: "number"}, []string{b}},
			"number":          {"registrar", store.InboxQuery{Box: store.BoxTodo, Number: "20260001"}, []string{c}},
			"urgency":         {"head", store.InboxQuery{Box: store.BoxTodo, Urgency: "none"}, []string{a}},
			"other urgency":   {"head", store.InboxQuery{Box: store.BoxTodo, Urgency: "特急"}, nil},
			"since":           {"head", store.InboxQuery{Box: store.BoxTodo, Since: "2026-03-02"}, []string{a}},
			"since tomorrow":  {"head", store.InboxQuery{Box: store.BoxTodo, Since: "2026-03-03"}, nil},
			"until":           {"head", store.InboxQuery{Box: store.BoxTodo, Until: "2026-03-02"}, []string{a}},
			"until yesterday": {"head", store.InboxQuery{Box: store.BoxTodo, Until: "2026-03-01"}, nil},
			"done":            {"drafter", store.InboxQuery{Box: store.BoxDone, Title: "通知"}, []string{b, a}},
			"initiated":       {"drafter", store.InboxQuery{Box: store.BoxInitiated, Title: "防汛"}, []string{b}},
		} {
			tc.q.Now = o.now
			page, err := s.Inbox(t.Context(), o.viewer(tc.who), tc.q)
			require.NoError(t, err, name)
			var got []string
			for _, item := range page.Items {
				got = append(got, item.Case.ID)
			}
			require.Equal(t, tc.want, got, name)
		}
		for _, q := range []store.InboxQuery{
			{Box: "nonsense"},
			{Box: store.BoxTodo, Limit: 101},
			{Box: store.BoxTodo, Limit: -1},
			{Box: store.BoxTodo, Since: "yesterday"},
			{Box: store.BoxTodo, Cursor: "made-up"},
		} {
			_, err := s.Inbox(t.Context(), o.viewer("head"), q)
			require.True(t, fault.Is(err, fault.Invalid), "%+v", q)
		}
	})
}

// Whatever the size of the pages, turning them shows everything once, in order.
func TestTurningPagesShowsEverythingOnce(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		var all []string
		for i := range 25 {
			id := o.open("test.issue", "drafter", fmt.Sprintf("通知%d", i))
			o.do(id, "drafter", process.VerbApprove)
			all = append(all, id)
		}
		o.now = begin.AddDate(0, 1, 0)
		newest := slices.Clone(all)
		slices.Reverse(newest)
		rapid.Check(t, func(rt *rapid.T) {
			limit := rapid.IntRange(1, 30).Draw(rt, "limit")
			box := rapid.SampledFrom([]store.Box{store.BoxTodo, store.BoxOverdue, store.BoxDone, store.BoxInitiated}).Draw(rt, "box")
			who, want := "head", all
			if box == store.BoxDone || box == store.BoxInitiated {
				who, want = "drafter", newest
			}
			var got []string
			q := store.InboxQuery{Box: box, Limit: limit, Now: o.now}
			for {
				page, err := s.Inbox(t.Context(), o.viewer(who), q)
				require.NoError(rt, err)
				require.Less(rt, len(got), len(want)+limit, "the pages do not end")
				for _, item := range page.Items {
					got = append(got, item.Case.ID)
				}
				if page.Next == "" {
					break
				}
				q.Cursor = page.Next
			}
			require.Equal(rt, want, got)
			other := store.InboxQuery{Box: store.BoxToRead, Cursor: q.Cursor, Now: o.now}
			if q.Cursor != "" {
				_, err := s.Inbox(t.Context(), o.viewer(who), other)
				refused(t, err, fault.Invalid, "BAD_CURSOR")
			}
		})
	})
}

func TestAViewerWithoutAddressesSeesNothing(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "通知")
		require.Nil(t, store.Addresses(process.Person{ID: "x", Posts: []process.Post{
			{Role: "drafter", Unit: "office"}, {Role: models.RoleSysadmin},
		}}), "an administrator has no address, whatever else he is")
		nobody := models.Viewer{PersonID: "drafter"}
		_, err := s.Case(t.Context(), nobody, id)
		refused(t, err, fault.NotFound, "CASE_NOT_FOUND")
		for _, box := range store.Boxes {
			page, err := s.Inbox(t.Context(), nobody, store.InboxQuery{Box: box, Now: o.now})
			require.NoError(t, err)
			require.Empty(t, page.Items)
		}
		counts, err := s.Counts(t.Context(), nobody, o.now)
		require.NoError(t, err)
		require.Len(t, counts, len(store.Boxes))
	})
}
