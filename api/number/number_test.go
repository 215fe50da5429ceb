package number_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/number"
	"github.com/zhihui-renda/renda/models"
)

func TestWhoSetsUpSeriesSeesThemAndTheirNextNumber(t *testing.T) {
	h := apitest.New(t)
	number.Register(h.Door, number.Deps{Record: h.Store, Allower: h.Policy, Now: h.Now})
	sysadmin, secadmin := h.Person("sysadmin", models.RoleSysadmin, ""), h.Person("secadmin", models.RoleSecadmin, "")
	head, other := h.Person("head", models.RoleOfficeHead, "office"), h.Person("other", models.RoleOfficeHead, "gov")

	format := map[string]any{"prefix": "蕲常发", "format": "{prefix}〔{year}〕{n}号"}
	var preview struct{ Number string }
	sysadmin.Do(http.MethodPost, "/number-series/npc-issue/preview", format).Into(&preview)
	require.Equal(t, "蕲常发〔2026〕1号", preview.Number)
	a := sysadmin.Do(http.MethodPost, "/number-series/npc-issue/preview", map[string]any{"format": "无号"})
	a.Refused(http.StatusUnprocessableEntity, "SERIES_FORMAT")
	require.Contains(t, a.Text, "body.format")
	head.Do(http.MethodPost, "/number-series/npc-issue/preview", format).Refused(http.StatusForbidden, "FORBIDDEN")

	format["organ"], format["kind"], format["title"] = h.Units["npc"], "issue", "常委会发文"
	sysadmin.Do(http.MethodPut, "/number-series/npc-issue", format).OK()
	var list struct{ Items []models.NumberSeries }
	sysadmin.Get("/number-series").Into(&list)
	require.Len(t, list.Items, 1)
	secadmin.Get("/number-series").Refused(http.StatusForbidden, "FORBIDDEN")

	head.Do(http.MethodPost, "/number-series/npc-issue/reservations", map[string]any{"count": 3, "reason": "留作年报"}).OK()
	head.Do(http.MethodPost, "/number-series/npc-issue/numbers/2026/2/void", map[string]any{"reason": "写错"}).OK()
	var year number.Year
	sysadmin.Get("/number-series/npc-issue/years/2026").Into(&year)
	require.Equal(t, "蕲常发〔2026〕4号", year.Number)
	require.Equal(t, []int{1, 4, 0, 2, 1}, []int{year.First, year.Next, year.Taken, year.Reserved, year.Void})
	require.Empty(t, year.Missing)
	other.Get("/number-series/npc-issue/years/2026").Refused(http.StatusForbidden, "OTHER_ORGAN")
	sysadmin.Get("/number-series/npc-issue/numbers").Refused(http.StatusForbidden, "FORBIDDEN")

	require.NoError(t, h.Store.DB(t.Context()).Exec("UPDATE number_counters SET next_n = 7").Error)
	head.Get("/number-series/npc-issue/years/2026").Into(&year)
	require.Equal(t, []int{4, 5, 6}, year.Missing, "somebody wrote into the database")
}
