package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/importer"
)

const register = `标题,来文单位,来文字号,成文日期,收文日期,密级
蕲春县水利和湖泊局关于整治漕河堤防的请示,蕲春县水利和湖泊局,蕲水〔2026〕12号,2026-02-27,2026-03-02,无
蕲春县财政局关于预算调整的报告,蕲春县财政局,蕲财〔2026〕3号,2026-02-28,2026-03-02,
蕲春县水利和湖泊局的请示,,,2026-02-27,2026-03-02,
关于某事的通知,某机关,,2026-02-27,2026-03-02,机密
关于另一件事的通知（秘密）,某机关,,2026-02-27,2026-03-02,
`

// importing runs a file against the server with somebody's token.
func (d *desk) importing(token, content string, dry bool) (importer.Report, error) {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "register.csv")
	require.NoError(d.t, os.WriteFile(path, []byte(content), 0o600))
	file, err := importer.Open(path)
	require.NoError(d.t, err)
	defer func() { require.NoError(d.t, file.Close()) }()
	client := &importer.Client{URL: d.url, Token: token, Series: "npc-receipt", HTTP: http.DefaultClient}
	return importer.Run(d.t.Context(), file, client, importer.Options{DryRun: dry})
}

func problemsOf(r importer.Report) []string {
	var out []string
	for _, p := range r.Problems {
		if !p.Warning {
			out = append(out, p.Code)
		}
	}
	return out
}

func TestARegisterIsImportedOnceWithAllThatIsWrongTold(t *testing.T) {
	d := newDesk(t)
	token := d.token("registrar", "import:run")
	before := d.count()
	dry, err := d.importing(token, register, true)
	require.NoError(t, err)
	after := d.count()
	require.EqualValues(t, 2, after["answers"], "to the notes that two rows were refused here")
	after["answers"] = before["answers"]
	require.Equal(t, before, after, "a dry run keeps nothing")
	require.Equal(t, []int{5, 2, 3}, []int{dry.Rows, dry.Imported, dry.Failed})

	report, err := d.importing(token, register, false)
	require.NoError(t, err)
	require.Equal(t, []int{5, 2, 3}, []int{report.Rows, report.Imported, report.Failed})
	require.Equal(t, []string{"REQUIRED", "CLASSIFIED", "CLASSIFIED"}, problemsOf(report))
	require.Equal(t, 4, report.Problems[0].Row)
	var refusals []map[string]any
	require.NoError(t, d.store.DB(t.Context()).Table("refusals").Find(&refusals).Error)
	require.Len(t, refusals, 4, "two rows of each run, the dry one as well")
	require.Equal(t, d.id("registrar"), refusals[0]["person_id"])
	require.Len(t, refusals[0], 4, "id, person, time and port, and nothing of the paper")
	require.Equal(t, before["cases"]+2, d.count()["cases"])
	require.Equal(t, before["numbers"]+2, d.count()["numbers"])

	again, err := d.importing(token, register, false)
	require.NoError(t, err)
	require.Equal(t, 2, again.Imported)
	require.Equal(t, before["cases"]+2, d.count()["cases"], "what is there is not taken in twice")
}

func TestOnlyWhoMayImportsAndAServerAwayStopsTheRun(t *testing.T) {
	d := newDesk(t)
	before := d.count()
	_, err := d.importing(d.token("clerk_in", "import:run"), register, false)
	require.True(t, fault.Is(err, fault.Denied), "%v", err)
	_, err = d.importing("renda_nonsense", register, false)
	require.Error(t, err)
	require.Equal(t, before, d.count())
}
