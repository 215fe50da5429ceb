package store_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

func TestTheSecurityLogIsOnlyAddedTo(t *testing.T) {
	inCounty(t, func(t *county) {
		t.person("clerk", "", "")
		for _, statement := range []string{
			"UPDATE security_log SET success = NOT success", "DELETE FROM security_log", "UPDATE security_log SET person_id = 'x' WHERE seq = 1",
		} {
			err := t.DB(t.ctx).Exec(statement).Error
			require.ErrorContains(t, err, "append-only", statement)
		}
	})
}

func TestTheFirstLineChangedByHandIsFound(t *testing.T) {
	inCounty(t, func(t *county) {
		for _, name := range []string{"a1", "a2", "a3"} {
			t.person(name, "", "")
		}
		broken, err := t.VerifySecurityLog(t.ctx)
		require.NoError(t, err)
		require.Zero(t, broken)
		var last int64
		require.NoError(t, t.DB(t.ctx).Table("security_log").Select("MAX(seq)").Scan(&last).Error)
		require.Greater(t, last, int64(5))

		require.NoError(t, t.DB(t.ctx).Exec("DROP TRIGGER security_log_no_update").Error)
		require.NoError(t, t.DB(t.ctx).Exec("DROP TRIGGER security_log_no_delete").Error)
		for _, damage := range []struct {
			do, undo string
			at       int64
		}{
			{"UPDATE security_log SET ip = '10.1.1.1' WHERE seq = 4", "UPDATE security_log SET ip = '127.0.0.1' WHERE seq = 4", 4},
			{"UPDATE security_log SET success = NOT success WHERE seq = 2", "UPDATE security_log SET success = NOT success WHERE seq = 2", 2},
			{"UPDATE security_head SET seq = seq - 1", "UPDATE security_head SET seq = seq + 1", last},
			{"DELETE FROM security_log WHERE seq = 3", "", 3},
			{"DELETE FROM security_log WHERE seq > 1", "", 2},
		} {
			require.NoError(t, t.DB(t.ctx).Exec(damage.do).Error)
			broken, err := t.VerifySecurityLog(t.ctx)
			require.NoError(t, err)
			require.Equal(t, damage.at, broken, damage.do)
			report, err := t.Verify(t.ctx, nil)
			require.NoError(t, err)
			require.Equal(t, store.CheckSecurity, report.Findings[0].Check)
			require.Equal(t, damage.at, report.Findings[0].Seq)
			if damage.undo == "" {
				continue
			}
			require.NoError(t, t.DB(t.ctx).Exec(damage.undo).Error)
			broken, err = t.VerifySecurityLog(t.ctx)
			require.NoError(t, err)
			require.Zero(t, broken, damage.undo)
		}
	})
}

func TestManyWritersKeepOneChain(t *testing.T) {
	inCounty(t, func(t *county) {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 5 {
					if err := t.Record(t.ctx, t.by("").Entry(models.SecRefused, "case", "x")); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		broken, err := t.VerifySecurityLog(t.ctx)
		require.NoError(t, err)
		require.Zero(t, broken)
	})
}

func TestTheSecurityLogTellsWhoDidWhatWithoutNames(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		_, err := t.try("clerk", "wrong", "10.2.3.4")
		requireCode(t, "SIGN_IN_FAILED", err)
		_, err = t.try("my-Secret-typed-1", "wrong", "10.2.3.4")
		requireCode(t, "SIGN_IN_FAILED", err)
		_, err = t.try("clerk", secret, "10.2.3.4")
		require.NoError(t, err)
		_, _, err = t.ProposePost(t.ctx, models.Post{PersonID: t.ids["clerk"], Role: models.RoleChair, UnitID: t.units["npc"]}, "某人的理由", t.by("sysadmin"))
		require.NoError(t, err)

		failed, err := t.SecurityLog(t.ctx, models.SecurityQuery{Kind: models.SecLoginFailed, Limit: 10})
		require.NoError(t, err)
		require.Len(t, failed, 2)
		require.Equal(t, t.ids["clerk"], failed[1].PersonID)
		require.Empty(t, failed[0].PersonID)
		require.Equal(t, "10.2.3.4", failed[0].IP)
		require.False(t, failed[0].Success)

		all, err := t.SecurityLog(t.ctx, models.SecurityQuery{Limit: 100})
		require.NoError(t, err)
		for _, e := range all {
			for _, text := range e.Detail {
				require.NotContains(t, text, "甲")
				require.NotContains(t, text, "理由")
				require.NotContains(t, strings.ToLower(text), "secret")
			}
		}
		first, err := t.SecurityPage(t.ctx, models.SecurityQuery{Limit: 2}, "")
		require.NoError(t, err)
		require.Equal(t, all[:2], first.Entries)
		second, err := t.SecurityPage(t.ctx, models.SecurityQuery{Limit: 2}, first.Next)
		require.NoError(t, err)
		require.Equal(t, all[2:4], second.Entries)
		_, err = t.SecurityPage(t.ctx, models.SecurityQuery{Limit: 2, PersonID: "x"}, first.Next)
		requireCode(t, "BAD_CURSOR", err)
		mine, err := t.SecurityLog(t.ctx, models.SecurityQuery{PersonID: t.ids["sysadmin"], From: t.now, Limit: 10})
		require.NoError(t, err)
		require.Len(t, mine, 2)
	})
}

func TestPostsMixedByHandAreFound(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		report, err := t.Verify(t.ctx, nil)
		require.NoError(t, err)
		require.True(t, report.Whole())
		require.NoError(t, t.DB(t.ctx).Exec("UPDATE posts SET person_id = ? WHERE role = 'auditor'", t.ids["clerk"]).Error)
		report, err = t.Verify(t.ctx, nil)
		require.NoError(t, err)
		require.Len(t, report.Findings, 1)
		require.Equal(t, store.CheckPeople, report.Findings[0].Check)
		require.Equal(t, t.ids["clerk"], report.Findings[0].Row)
	})
}
