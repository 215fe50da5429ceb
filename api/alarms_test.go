package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/calendar"
)

func TestAnOfficeSetsWhenItsOwnDeadlinesRemind(t *testing.T) {
	d := newDesk(t)
	type list struct{ Items []calendar.OrganAlarms }
	mine := get[list](d, "office_head", "/api/v1/calendar/alarms").Items
	require.Len(t, mine, 1, "the organ, once, and not the offices in it")
	require.True(t, mine[0].Default)
	require.NotEmpty(t, mine[0].Name)
	path := "/api/v1/calendar/alarms/" + mine[0].Organ
	set := func(before int) map[string]any {
		return map[string]any{"days_before": before, "days_escalate": 5, "hour": 9}
	}
	d.send("office_head", http.MethodPut, path, set(3)).ok()
	mine = get[list](d, "office_head", "/api/v1/calendar/alarms").Items
	require.False(t, mine[0].Default)
	require.Equal(t, 3, mine[0].DaysBefore)
	require.Equal(t, mine[0].Alarms, get[calendar.Alarms](d, "drafter", path), "everybody may know")

	water := get[list](d, "water_leader", "/api/v1/calendar/alarms").Items
	require.Len(t, water, 1)
	require.True(t, water[0].Default, "another organ's own")
	d.send("water_leader", http.MethodPut, path, set(1)).refused(http.StatusForbidden, "OTHER_ORGAN")
	d.send("drafter", http.MethodGet, "/api/v1/calendar/alarms", nil).refused(http.StatusForbidden, "FORBIDDEN")
	d.send("office_head", http.MethodPut, path, set(11)).refused(http.StatusUnprocessableEntity, "VALIDATION")
}
