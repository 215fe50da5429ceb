package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func leaves(from, to string) with {
	return func(c *process.Command) { c.From, c.To, c.Reason = from, []process.Party{{Person: to}}, "调离" }
}

// TestACountersignatureIsHandedOver: what others signed stands, the successor is
// asked on the same text.
func TestACountersignatureIsHandedOver(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.Powers = powersOf{process.VerbHandOver}
		o.joins("vice3", models.RoleViceChair, "organ")
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice", "signers", "vice2"))
		o.do(id, "head", process.VerbApprove)
		o.do(id, "vice2", process.VerbApprove, opinion("同意"))

		_, err := o.try(id, "chief", process.VerbHandOver, leaves("vice", "registrar"))
		refused(t, err, fault.Denied, "SUCCESSOR_WITHOUT_POST")
		_, err = o.try(id, "chief", process.VerbHandOver, leaves("vice", "chief"))
		refused(t, err, fault.Denied, "HAND_OVER_TO_SELF")
		require.Len(t, o.inbox("vice", store.BoxTodo), 1, "nothing moved")

		o.do(id, "chief", process.VerbHandOver, leaves("vice", "vice3"))
		require.Empty(t, o.inbox("vice", store.BoxTodo))
		require.Len(t, o.inbox("vice3", store.BoxTodo), 1)
		_, err = o.try(id, "vice", process.VerbApprove)
		refused(t, err, fault.Denied, "NOT_ASSIGNEE")
		o.do(id, "vice3", process.VerbApprove, opinion("同意"))
		record, err := s.Case(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		require.Equal(t, "number", record.State.Step, "both signed")
		o.whole()
	})
}

func TestWhoIsAskedAlreadyDoesNotCountersignTwice(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.Powers = powersOf{process.VerbHandOver}
		id := o.open("test.issue", "drafter", "通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice", "signers", "vice2"))
		o.do(id, "head", process.VerbApprove)
		o.do(id, "chief", process.VerbHandOver, leaves("vice", "vice2"))
		require.Len(t, o.inbox("vice2", store.BoxTodo), 1)
		o.do(id, "vice2", process.VerbApprove, opinion("同意"))
		record, err := s.Case(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		require.Equal(t, "number", record.State.Step)
		o.whole()
	})
}
