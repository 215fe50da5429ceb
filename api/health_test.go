package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/internal/demo"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/document"
)

func TestMachinesAreToldHowTheProcessIs(t *testing.T) {
	d := newDesk(t)
	require.JSONEq(t, `{"status":"ok"}`, string(d.send("", http.MethodGet, "/healthz", nil).ok().body))
	require.JSONEq(t, `{"ready":true,"parts":{"database":"ok"}}`, string(d.send("", http.MethodGet, "/readyz", nil).ok().body))
	d.register("关于甲事的请示")
	metrics := string(d.send("", http.MethodGet, "/metrics", nil).ok().body)
	require.Contains(t, metrics, `renda_http_request_seconds_count{method="POST",route="/api/v1/documents/incoming",status="200"}`)

	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.url+"/api/v1/inbox", nil)
	require.NoError(t, err)
	answer := d.answer(r)
	answer.refused(http.StatusUnauthorized, "NOT_SIGNED_IN")
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cache-Control": "no-store",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	} {
		require.Equal(t, want, answer.header.Get(name))
	}
	require.NotEmpty(t, answer.header.Get("X-Request-Id"))
}

func TestWhatAStrangeProxyPassesOnReadsNoMetrics(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"X-Forwarded-For", "X-Real-IP", "Forwarded"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.url+"/metrics", nil)
		require.NoError(t, err)
		r.Header.Set(name, "10.0.0.8")
		require.Equal(t, http.StatusNotFound, d.answer(r).status, name)
	}
}

func TestWhatIsNoOperationIsAPageAndWhatIsBelowAPIIsNot(t *testing.T) {
	d := newDesk(t)
	for _, path := range []string{"/", "/inbox/todo", "/cases/01J"} {
		page := d.send("", http.MethodGet, path, nil).ok()
		require.Contains(t, page.header.Get("Content-Type"), "text/html", path)
		require.NotContains(t, page.header.Get("Content-Security-Policy"), "unsafe")
	}
	d.send("", http.MethodGet, "/api/v1/inbox/todo", nil).refused(http.StatusNotFound, "NO_ROUTE")
	d.send("", http.MethodPost, "/inbox/todo", nil).refused(http.StatusNotFound, "NO_ROUTE")
}

func TestAnOrganMayHaveAProcessOfItsOwnAndRunningCasesKeepTheirs(t *testing.T) {
	d := newDesk(t)
	old := d.register("关于甲事的请示")
	table := document.Receive()
	table.Version = 2
	table.Step("first_check").Title = "初核"
	set := func(person string, table process.Definition) asked {
		return d.send(person, http.MethodPut, "/api/v1/definitions/document.receive", map[string]any{
			"organ": d.unit(demo.Congress), "definition": table,
		})
	}
	set("office_head", table).refused(http.StatusForbidden, "FORBIDDEN")
	broken := table
	broken.Steps = broken.Steps[:3]
	set("sysadmin", broken).refused(http.StatusUnprocessableEntity, "BAD_DEFINITION")
	set("sysadmin", table).ok()
	set("sysadmin", table).refused(http.StatusConflict, "OLD_DEFINITION")
	d.send("sysadmin", http.MethodPut, "/api/v1/definitions/document.issue", map[string]any{
		"organ": d.unit(demo.Congress), "definition": table,
	}).refused(http.StatusUnprocessableEntity, "OTHER_KEY")

	young := d.register("关于乙事的请示")
	require.Equal(t, "初审", get[cases.Head](d, "registrar", at(old)).StepTitle)
	require.Equal(t, "初核", get[cases.Head](d, "registrar", at(young)).StepTitle)
}

func TestSeeingATaskIsNotedOnce(t *testing.T) {
	d := newDesk(t)
	id := d.register("关于甲事的请示")
	d.act("registrar", id, way("approve", "", checked))
	d.act("office_head", id, map[string]any{"verb": "see"})
	task := get[cases.Head](d, "registrar", at(id)).Tasks[0]
	require.NotNil(t, task.SeenAt)
}
