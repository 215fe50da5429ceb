package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/zhihui-renda/renda/api/document"
	"github.com/zhihui-renda/renda/api/statistics"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// workbook posts a spreadsheet as it is.
func (d *desk) workbook(person string, bytes []byte) asked {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+"/api/v1/imports/documents/sheet", strings.NewReader(string(bytes)))
	require.NoError(d.t, err)
	r.Header.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	r.AddCookie(d.sit(person))
	return d.answer(r)
}

// refusals is how many papers were refused for a mark.
func (d *desk) refusals() int64 {
	d.t.Helper()
	var n int64
	require.NoError(d.t, d.store.DB(d.t.Context()).Table("refusals").Count(&n).Error)
	return n
}

func TestATableIsReadCheckedAndRegisteredRowByRow(t *testing.T) {
	d := newDesk(t)
	book := excelize.NewFile()
	for cell, value := range map[string]string{
		"A1": "标题", "B1": "来文单位", "C1": "密级", "A2": "关于整治漕河堤防的请示", "B2": "县水利局", "A3": "关于某事的通知", "C3": "机密",
	} {
		require.NoError(t, book.SetCellValue("Sheet1", cell, value))
	}
	var file bytes.Buffer
	require.NoError(t, book.Write(&file))
	sheet := into[document.Sheet](d.workbook("registrar", file.Bytes()).ok())
	require.Equal(t, []string{"标题", "来文单位", "密级"}, sheet.Rows[0])
	d.workbook("registrar", []byte("no zip")).refused(http.StatusUnprocessableEntity, "SHEET_BROKEN")

	ask := func(columns []string, rows ...[]string) asked {
		return d.send("registrar", http.MethodPost, "/api/v1/imports/documents/table", map[string]any{"columns": columns, "rows": rows})
	}
	before := d.refusals()
	read := into[document.TableRead](ask([]string{"title", "source_org", "secrecy"}, sheet.Rows[1], sheet.Rows[2],
		[]string{"关于防汛的通知", "秘密★5年"}).ok())
	require.Equal(t, models.KindRequest, read.Rows[0].Document.Kind)
	for _, row := range read.Rows[1:] {
		require.Nil(t, row.Document, "of a classified row nothing comes back")
		require.Equal(t, "CLASSIFIED", row.Problems[0].Code)
	}
	require.Equal(t, before+2, d.refusals(), "each is a neutral line")
	ask([]string{"colour"}, []string{"red"}).refused(http.StatusUnprocessableEntity, "COLUMN_UNKNOWN")

	body := map[string]any{"document": read.Rows[0].Document, "register": map[string]any{"series": d.series("receipt")}}
	first := into[contract.Answer](d.sendKey("registrar", http.MethodPost, "/api/v1/imports/documents", "batch-row-1", body).ok())
	again := into[contract.Answer](d.sendKey("registrar", http.MethodPost, "/api/v1/imports/documents", "batch-row-1", body).ok())
	require.Equal(t, first.CaseID, again.CaseID, "sent twice, it is there once")
	d.send("drafter", http.MethodGet, "/api/v1/imports/documents/columns", nil).refused(http.StatusForbidden, "FORBIDDEN")
}

func TestALabelLeadsBackToItsCase(t *testing.T) {
	d := newDesk(t)
	id := d.register("关于甲事的请示")
	label := d.send("registrar", http.MethodGet, "/api/v1/documents/"+id+"/receipt-label?paper=a4", nil).ok()
	require.Contains(t, string(label.body), `aria-label="`+d.url+"/q/"+id+`"`)
	require.Contains(t, string(label.body), "size: A4")
	d.send("water_handler", http.MethodGet, "/api/v1/documents/"+id+"/receipt-label", nil).refused(http.StatusNotFound, "CASE_NOT_FOUND")
	only := into[contract.Answer](d.send("registrar", http.MethodPost, "/api/v1/documents/incoming", map[string]any{"document": paper("关于乙事的请示")}).ok())
	d.send("registrar", http.MethodGet, "/api/v1/documents/"+only.CaseID+"/receipt-label", nil).refused(http.StatusNotFound, "NO_SLIP")
}

func TestSendersAndFiguresComeFromWhatWasRegistered(t *testing.T) {
	d := newDesk(t)
	shelf(d)
	type senders = document.List[models.SenderMemory]
	known := get[senders](d, "registrar", "/api/v1/documents/incoming/senders?q=水利")
	require.Len(t, known.Items, 1)
	require.Equal(t, 2, known.Items[0].Papers)
	require.Empty(t, get[senders](d, "registrar", "/api/v1/documents/incoming/senders?q=无此单位").Items)

	figures := get[statistics.Documents](d, "office_head", "/api/v1/statistics/documents")
	require.Len(t, figures.Received, 1)
	require.Equal(t, 5, figures.Received[0].Count)
	require.Equal(t, "请示", figures.Received[0].KindName)
	handling := get[statistics.Handling](d, "office_head", "/api/v1/statistics/handling")
	waiting := 0
	for _, p := range handling.People {
		waiting += p.Waiting
	}
	require.Equal(t, 5, waiting, "five papers wait for their first check")
	require.Equal(t, "签收", handling.Steps[len(handling.Steps)-1].Title)
}
