package api_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/file"
)

// bring uploads a file as somebody.
func (d *desk) bring(person, name, content string) asked {
	d.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	require.NoError(d.t, err)
	_, err = part.Write([]byte(content))
	require.NoError(d.t, err)
	require.NoError(d.t, form.Close())
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+"/api/v1/files", &body)
	require.NoError(d.t, err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	d.keys++
	r.Header.Set("Idempotency-Key", fmt.Sprintf("key-%08d", d.keys))
	r.AddCookie(d.sit(person))
	return d.answer(r)
}

// handwriting is a stroke across a pad.
const handwriting = `{"v":1,"width":600,"height":200,"strokes":[{"w":2,"points":[[100,50,0.5],[140,80,0.5],[180,40,1]]}]}`

func TestAHandwrittenOpinionIsDrawnOnTheSlip(t *testing.T) {
	d := newDesk(t)
	id := d.register("关于漕河堤防整治资金的请示")
	d.act("registrar", id, way("approve", "", checked))
	drawn := into[file.File](d.bring("office_head", "ink.json", handwriting).ok())
	require.Equal(t, "application/json", drawn.Type)
	d.bring("office_head", "ink.json", strings.Replace(handwriting, "0.5", "7", 1)).refused(http.StatusUnprocessableEntity, "INK_INVALID")
	d.bring("office_head", "ink.json", handwriting+strings.Repeat(" ", 200<<10)).refused(http.StatusRequestEntityTooLarge, "INK_TOO_LARGE")
	note := into[file.File](d.bring("office_head", "note.txt", "同意").ok())

	proposal := way("instruct", "", map[string][]string{"leaders": {d.id("chair")}})
	proposal["opinion"] = map[string]any{"ink": note.ID}
	acts := "/api/v1/cases/" + id + "/acts"
	refusal := d.send("office_head", http.MethodPost, acts, proposal).refused(http.StatusUnprocessableEntity, "INK_INVALID")
	require.Equal(t, "body.opinion.ink", refusal.Errors[0].Location)
	proposal["opinion"] = map[string]any{"ink": drawn.ID}
	d.act("office_head", id, proposal)

	slip := string(d.send("chair", http.MethodGet, "/api/v1/documents/"+id+"/handling-slip", nil).ok().body)
	require.Contains(t, slip, `viewBox="98 38 84 44"`)
	require.Contains(t, slip, `<path d="M100 50L140 80" stroke-width="2"/><path d="M140 80L180 40" stroke-width="2.5"/>`)
	require.NotContains(t, slip, "原迹见电子件")
}
