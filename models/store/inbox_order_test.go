package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models/store"
)

// Whatever the order and the size of the pages, turning them shows everything
// once, what has no due day last where the day decides.
func TestAListIsTurnedInTheOrderThatWasAskedFor(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		paper := func(days int, title, urgency string) {
			o.now = begin.AddDate(0, 0, days)
			act := o.opening("test.issue", "drafter", title)
			act.Commands[0].Opening.Urgency = urgency
			_, err := o.Commit(t.Context(), act)
			require.NoError(t, err)
			o.do(act.CaseID, "drafter", "approve")
		}
		paper(0, "甲", "")
		paper(2, "乙", "")
		paper(1, "丙", "特急")
		paper(3, "丁", "加急")
		undated := o.inbox("head", store.BoxTodo)[0].Task.ID
		require.NoError(t, s.DB(t.Context()).Exec("UPDATE inbox SET due = NULL WHERE ref = ?", undated).Error)
		o.now = begin.AddDate(0, 1, 0)

		for _, c := range []struct {
			box   store.Box
			order store.Order
			want  []string
		}{
			{store.BoxTodo, "", []string{"丙", "丁", "甲", "乙"}},
			{store.BoxTodo, store.OrderUrgency, []string{"丙", "丁", "甲", "乙"}},
			{store.BoxTodo, store.OrderDue, []string{"甲", "乙", "丁", "丙"}},
			{store.BoxTodo, store.OrderArrival, []string{"丁", "乙", "丙", "甲"}},
			{store.BoxOverdue, "", []string{"甲", "乙", "丁"}},
			{store.BoxOverdue, store.OrderUrgency, []string{"丁", "甲", "乙"}},
			{store.BoxOverdue, store.OrderArrival, []string{"丁", "乙", "甲"}},
			{store.BoxDone, store.OrderDue, nil},
		} {
			for limit := 1; limit <= 5; limit++ {
				var got []string
				q := store.InboxQuery{Box: c.box, Order: c.order, Limit: limit, Now: o.now}
				for {
					page, err := s.Inbox(t.Context(), o.viewer("head"), q)
					require.NoError(t, err)
					for _, item := range page.Items {
						got = append(got, item.Case.Title)
					}
					if q.Cursor = page.Next; q.Cursor == "" {
						break
					}
					require.Less(t, len(got), 6, "the pages do not end")
				}
				require.Equal(t, c.want, got, "%s by %s, %d a page", c.box, c.order, limit)
			}
		}
		_, err := s.Inbox(t.Context(), o.viewer("head"), store.InboxQuery{Box: store.BoxTodo, Order: "title"})
		refused(t, err, fault.Invalid, "BAD_ORDER")
	})
}
