package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

func (c *county) task(task models.Task) {
	c.Helper()
	task.CaseID, task.OpenedAt = "case", c.now
	require.NoError(c, c.DB(c.ctx).Create(&task).Error)
}

func TestNobodyGoesBeforeHisTasksAreHandedOver(t *testing.T) {
	inCounty(t, func(t *county) {
		t.admins()
		id := t.person("head", models.RoleOfficeHead, "npc-office")
		t.person("clerk", models.RoleClerkIn, "npc-docs")
		_, err := t.CreateProxy(t.ctx, models.Proxy{Principal: t.ids["clerk"], Agent: id, From: t.now, Until: t.now.Add(time.Hour)}, t.by("clerk"))
		require.NoError(t, err)
		t.task(models.Task{ID: "t1", Assignee: id, Status: "open"})
		t.task(models.Task{ID: "t2", Assignee: id, Status: "asleep"})
		t.task(models.Task{ID: "t3", Assignee: id, Status: "done"})
		t.task(models.Task{ID: "t4", PoolRole: "office_head", PoolUnit: t.units["npc"], Status: "open"})
		t.task(models.Task{ID: "t5", PoolRole: "registrar", PoolUnit: t.units["npc"], Status: "open"})

		left, err := t.LeavingOf(t.ctx, id, t.now)
		require.NoError(t, err)
		require.Len(t, left.Tasks, 2)
		require.Equal(t, []process.Post{{Role: "office_head", Unit: t.units["npc"]}}, left.Stranded)
		require.Len(t, left.Posts, 1)
		require.Len(t, left.Proxies, 1)
		requireCode(t, "HAND_OVER_FIRST", t.Deactivate(t.ctx, id, t.by("sysadmin")))

		require.NoError(t, t.DB(t.ctx).Exec("UPDATE tasks SET assignee = ? WHERE id IN ('t1', 't2')", t.ids["clerk"]).Error)
		requireCode(t, "POST_STRANDED", t.Deactivate(t.ctx, id, t.by("sysadmin")))
		t.person("head2", models.RoleOfficeHead, "npc-office")
		t.now = t.now.Add(time.Minute)
		require.NoError(t, t.Deactivate(t.ctx, id, t.by("sysadmin")))

		_, err = t.PersonFor(t.ctx, id, t.now)
		requireCode(t, "PERSON_NOT_ACTIVE", err)
		proxies, err := t.ProxiesFor(t.ctx, []string{t.ids["clerk"]}, "", t.now)
		require.NoError(t, err)
		require.Empty(t, proxies)
		posts, err := t.PostsOf(t.ctx, id)
		require.NoError(t, err)
		require.NotNil(t, posts[0].Until, "what he was stays on record")
	})
}

func TestADelegationHoldsInItsPeriodAndCanBeTakenBack(t *testing.T) {
	inCounty(t, func(t *county) {
		chair := t.person("chair", models.RoleChair, "npc")
		vice := t.person("vice", models.RoleViceChair, "npc")
		t.person("water", models.RoleUnitHandler, "water")
		from, until := t.now.Add(time.Hour), t.now.Add(24*time.Hour)
		p, err := t.CreateProxy(t.ctx, models.Proxy{
			Principal: chair, Agent: vice, From: from, Until: until, Process: "document.receive", Reason: "外出学习",
		}, t.by("chair"))
		require.NoError(t, err)
		_, err = t.CreateProxy(t.ctx, models.Proxy{Principal: vice, Agent: chair, From: from, Until: until}, t.by("vice"))
		requireCode(t, "PROXY_LOOP", err)
		_, err = t.CreateProxy(t.ctx, models.Proxy{Principal: chair, Agent: t.ids["water"], From: until, Until: until.Add(time.Hour)}, t.by("chair"))
		requireCode(t, "PROXY_OUTSIDE", err)

		held := func(at time.Time, kind string) int {
			proxies, err := t.ProxiesFor(t.ctx, []string{chair, vice}, kind, at)
			require.NoError(t, err)
			return len(proxies)
		}
		require.Zero(t, held(from.Add(-time.Microsecond), "document.receive"))
		require.Equal(t, 1, held(from, "document.receive"))
		require.Zero(t, held(from, "document.issue"))
		require.Zero(t, held(until, "document.receive"))

		t.now = from.Add(time.Hour)
		t.task(models.Task{ID: "t1", DoneBy: vice, DoneFor: chair, DoneAt: &t.now, Status: "done"})
		t.task(models.Task{ID: "t2", DoneBy: vice, DoneFor: "", DoneAt: &t.now, Status: "done"})
		t.now = t.now.Add(time.Hour)
		requireCode(t, "PROXY_NOT_YOURS", t.RevokeProxy(t.ctx, p.ID, t.by("vice")))
		requireCode(t, "PROXY_UNKNOWN", t.RevokeProxy(t.ctx, p.ID, t.by("water")))
		require.NoError(t, t.RevokeProxy(t.ctx, p.ID, t.by("chair")))
		requireCode(t, "PROXY_ENDED", t.RevokeProxy(t.ctx, p.ID, t.by("chair")))
		require.Zero(t, held(t.now, "document.receive"))

		p, err = t.Proxy(t.ctx, p.ID, chair)
		require.NoError(t, err)
		require.NoError(t, t.DB(t.ctx).Create(&models.Case{ID: "case", Title: "关于甲事的请示", OpenedAt: t.now, ChangedAt: t.now}).Error)
		require.NoError(t, t.DB(t.ctx).Create(&models.Opinion{ID: "o1", CaseID: "case", TaskID: "t1", Text: "请阅办。", At: t.now}).Error)
		seen := func(addresses ...string) []store.DigestLine {
			digest, err := t.Digest(t.ctx, models.Viewer{PersonID: chair, Addresses: addresses}, p)
			require.NoError(t, err)
			return digest
		}
		require.Empty(t, seen("p:"+chair), "a case that he may not see")
		require.NoError(t, t.DB(t.ctx).Exec("INSERT INTO case_access (case_id, address) VALUES ('case', ?)", "p:"+chair).Error)
		digest := seen("p:" + chair)
		require.Len(t, digest, 1)
		require.Equal(t, "t1", digest[0].ID)
		require.Equal(t, "关于甲事的请示", digest[0].Title)
		require.Equal(t, "请阅办。", digest[0].Opinion)
		require.Equal(t, "外出学习", p.Reason)
	})
}

func TestAProxyThatBeginsNowDelegatesNothingOfThePast(t *testing.T) {
	inCounty(t, func(t *county) {
		chair := t.person("chair", models.RoleChair, "npc")
		vice := t.person("vice", models.RoleViceChair, "npc")
		p, err := t.CreateProxy(t.ctx, models.Proxy{
			Principal: chair, Agent: vice, From: t.now.AddDate(0, 0, -3), Until: t.now.AddDate(0, 0, 3),
		}, t.by("chair"))
		require.NoError(t, err)
		require.True(t, p.From.Equal(t.now))
	})
}
