package preference_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/preference"
)

func open(t *testing.T) (*apitest.House, *apitest.Client, *apitest.Client) {
	t.Helper()
	h := apitest.New(t)
	preference.Register(h.Door, preference.Deps{Record: h.Store, Now: h.Now})
	return h, h.Person("anna", "registrar", "npc"), h.Person("bo", "chair", "npc")
}

func TestEveryoneKeepsHisOwn(t *testing.T) {
	_, anna, bo := open(t)
	look := map[string]any{"value": map[string]any{"theme": "dark", "scale": 150.0}}
	anna.Do(http.MethodPut, "/preferences/look", look).OK()
	anna.Do(http.MethodPut, "/preferences/look", look).OK()
	anna.Do(http.MethodPut, "/preferences/inbox.filters", map[string]any{"value": []any{}}).OK()

	var mine, his struct{ Items map[string]any }
	anna.Get("/preferences").OK().Into(&mine)
	require.Equal(t, map[string]any{"look": look["value"], "inbox.filters": []any{}}, mine.Items)
	bo.Get("/preferences").OK().Into(&his)
	require.Empty(t, his.Items)
}

func TestBadPreferencesAreRefused(t *testing.T) {
	_, anna, _ := open(t)
	long := map[string]any{"value": strings.Repeat("字", 6000)}
	anna.Do(http.MethodPut, "/preferences/look", long).Refused(http.StatusUnprocessableEntity, "PREFERENCE_TOO_LARGE")
	anna.Do(http.MethodPut, "/preferences/Look", map[string]any{"value": 1}).Refused(http.StatusUnprocessableEntity, "VALIDATION")
	for i := range 40 {
		anna.Do(http.MethodPut, "/preferences/k"+strings.Repeat("a", i), map[string]any{"value": i}).OK()
	}
	anna.Do(http.MethodPut, "/preferences/other", map[string]any{"value": 1}).Refused(http.StatusConflict, "TOO_MANY_PREFERENCES")
	anna.Do(http.MethodPut, "/preferences/k", map[string]any{"value": 2}).OK()
}
