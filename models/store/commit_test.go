package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func TestACaseGoesFromOpeningToTheEnd(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		id := o.open("test.issue", "drafter", "关于加强水库安全管理的通知")
		o.do(id, "drafter", process.VerbApprove, form("signers", "vice", "signers", "vice2"), opinion("请审核"))
		o.do(id, "head", process.VerbApprove, opinion("同意"))
		o.do(id, "vice", process.VerbApprove)
		o.do(id, "vice2", process.VerbApprove, opinion("同意印发"))
		got := o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water", process.FieldOutside, "邮寄:黄冈市人大常委会"))
		require.Equal(t, "蕲常发〔2026〕1号", got.Answer.Numbers["doc_no"])
		require.Len(t, got.Position.Effects, 2)
		got = o.do(id, "registrar2", process.VerbApprove)
		require.Equal(t, process.StatusCompleted, got.Answer.Status)
		o.whole()
	})
}
