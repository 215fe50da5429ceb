package audit_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/audit"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/models"
)

func TestTheAuditorReadsEverybodyAndNobodyElseReads(t *testing.T) {
	h := apitest.New(t)
	audit.Register(h.Door, audit.Deps{Record: h.Store, By: session.By, Now: h.Now})
	auditor := h.Person("auditor", models.RoleAuditor, "")
	for _, role := range []string{models.RoleSysadmin, models.RoleSecadmin, models.RoleChair} {
		unit := ""
		if !models.Administers(role) {
			unit = "npc"
		}
		c := h.Person(role, role, unit)
		for _, path := range []string{"/audit/log", "/audit/export", "/audit/verify"} {
			c.Get(path).Refused(http.StatusForbidden, "FORBIDDEN")
		}
	}
	var page struct {
		Items []audit.Entry
		Next  string
	}
	auditor.Get("/audit/log?kind=refused&limit=5").Into(&page)
	require.Len(t, page.Items, 5)
	require.Equal(t, "甲chair", page.Items[0].PersonName)
	require.Equal(t, "拒绝", page.Items[0].Title)
	auditor.Get("/audit/log?kind=refused&limit=5&cursor=" + page.Next).Into(&page)
	require.Len(t, page.Items, 4)
	auditor.Get("/audit/log?limit=200").Into(&page)
	for _, e := range page.Items {
		require.NotEmpty(t, e.Title, e.Kind)
	}
	auditor.Get("/audit/log?person=" + h.People["sysadmin"] + "&from=" + h.Time.Add(time.Hour).Format(time.RFC3339)).Into(&page)
	require.Empty(t, page.Items)

	var proof struct {
		OK     bool
		Broken int64
	}
	auditor.Get("/audit/verify").Into(&proof)
	require.True(t, proof.OK)
	require.NoError(t, h.Store.DB(t.Context()).Exec("DROP TRIGGER security_log_no_update").Error)
	require.NoError(t, h.Store.DB(t.Context()).Exec("UPDATE security_log SET ip = '1.1.1.1' WHERE seq = 7").Error)
	auditor.Get("/audit/verify").Into(&proof)
	require.False(t, proof.OK)
	require.EqualValues(t, 7, proof.Broken)
}

func TestTakingTheLogAwayIsItselfInTheLog(t *testing.T) {
	h := apitest.New(t)
	audit.Register(h.Door, audit.Deps{Record: h.Store, By: session.By, Now: h.Now})
	auditor := h.Person("auditor", models.RoleAuditor, "")
	for range 1100 { // more than one chunk
		require.NoError(t, h.Store.Record(t.Context(), models.SecurityEntry{At: h.Time, Kind: models.SecLogout, RequestID: "=1+1"}))
	}
	a := auditor.Get("/audit/export").OK()
	require.Contains(t, a.Header.Get("Content-Disposition"), "attachment")
	lines := strings.Split(strings.TrimSpace(a.Text), "\n")
	require.Greater(t, len(lines), 1100)
	var first, second audit.Entry
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &first))
	require.NoError(t, json.Unmarshal([]byte(lines[1]), &second))
	require.Equal(t, models.SecExport, first.Kind)
	require.Equal(t, second.Hash, first.PrevHash)

	a = auditor.Get("/audit/export?format=csv&kind=logout").OK()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.Text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1101)
	require.Equal(t, "序号", rows[0][0])
	require.Equal(t, "'=1+1", rows[1][11])
	auditor.Get("/audit/export?format=xml").Refused(http.StatusUnprocessableEntity, "VALIDATION")
}
