package file_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/internal/rendition"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

const limit = 100 << 20

var extractor *extract.Extractor

func TestMain(m *testing.M) {
	extractor = extract.New(extract.Config{Scratch: os.TempDir()})
	code := m.Run()
	_ = extractor.Close()
	os.Exit(code)
}

// desk is a server with real parts, but for who is behind a request: that is
// what the header Person says.
type desk struct {
	*testing.T
	store       *store.Store
	blobs, work string
	url         string
	intake      *intake.Intake
	keys        int
}

func (d *desk) Authenticate(ctx context.Context, r *http.Request) (context.Context, door.Identity, error) {
	person := r.Header.Get("Person")
	if person == "" {
		return ctx, door.Identity{}, fault.New(fault.Unauthenticated, "UNAUTHENTICATED", "请先登录。")
	}
	return ctx, door.Identity{Person: person, Port: "pc"}, nil
}

func (d *desk) Allow(_ context.Context, person, _, object, _ string) (bool, error) {
	return object == "file" && person != "sysadmin", nil
}

// viewer has his own address only; an administrator has none.
func (d *desk) viewer(ctx context.Context) (models.Viewer, error) {
	person := door.Person(ctx)
	if person == "auditor" {
		return models.Viewer{PersonID: person}, nil
	}
	return models.Viewer{PersonID: person, Addresses: []string{models.PersonAddress(person)}}, nil
}

func (d *desk) NamesOf(_ context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		names[id] = "某" + id
	}
	return names, nil
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, blobs: filepath.Join(t.TempDir(), "blobs"), work: t.TempDir()}
	var err error
	d.store, err = store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = d.store.Close() })
	require.NoError(t, d.store.Migrate(t.Context()))
	blobs, err := blob.OpenDir(d.blobs)
	require.NoError(t, err)
	way, err := door.New(door.Config{Authenticator: d, Allower: d}, "test")
	require.NoError(t, err)
	d.intake = &intake.Intake{Record: d.store, Blobs: blobs, Reader: extractor, Scratch: d.work, Limit: limit, Now: time.Now}
	pages := rendition.New(blobs, extractor)
	t.Cleanup(func() { _ = pages.Close() })
	file.Register(way, file.Deps{
		Record: d.store, Intake: d.intake, Blobs: blobs, Painter: extractor, Pages: pages, Names: d, Limit: limit, Viewer: d.viewer,
	})
	server := httptest.NewServer(way.Engine)
	t.Cleanup(server.Close)
	d.url = server.URL + "/api/v1"
	return d
}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) file(t *testing.T) (f file.File) {
	t.Helper()
	require.Equalf(t, http.StatusCreated, a.status, "%s", a.body)
	require.NoError(t, json.Unmarshal(a.body, &f))
	return f
}

func (a answer) code(t *testing.T) string {
	t.Helper()
	var p struct{ Code, Detail string }
	require.NoErrorf(t, json.Unmarshal(a.body, &p), "%d %s", a.status, a.body)
	require.Equal(t, "application/problem+json", a.header.Get("Content-Type"))
	require.NotEmpty(t, p.Detail)
	return p.Code
}

func (d *desk) do(r *http.Request) answer {
	d.Helper()
	response, err := http.DefaultClient.Do(r)
	require.NoError(d, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(d, err)
	return answer{response.StatusCode, response.Header, body}
}

func (d *desk) get(person, path string, header ...string) answer {
	d.Helper()
	r, err := http.NewRequestWithContext(d.Context(), http.MethodGet, d.url+path, http.NoBody)
	require.NoError(d, err)
	r.Header.Set("Person", person)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return d.do(r)
}

// form writes a form with one file.
func form(field, name, declared string, content []byte) (body []byte, media string) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	h := textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition(field, name)}}
	if declared != "" {
		h.Set("Content-Type", declared)
	}
	part, _ := w.CreatePart(h)
	_, _ = part.Write(content)
	_ = w.Close()
	return out.Bytes(), w.FormDataContentType()
}

func (d *desk) post(person, key string, body io.Reader, media string) answer {
	d.Helper()
	r, err := http.NewRequestWithContext(d.Context(), http.MethodPost, d.url+"/files", body)
	require.NoError(d, err)
	r.Header.Set("Person", person)
	r.Header.Set("Content-Type", media)
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return d.do(r)
}

func (d *desk) upload(person, name string, content []byte) answer {
	d.Helper()
	d.keys++
	body, media := form("file", name, "", content)
	return d.post(person, fmt.Sprintf("key-%08d", d.keys), bytes.NewReader(body), media)
}

// nothingKept proves that no byte and no row of an upload stayed.
func (d *desk) nothingKept(files int) {
	d.Helper()
	var blobs []string
	for _, dir := range []string{d.blobs, d.work} {
		require.NoError(d, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				blobs = append(blobs, path)
			}
			return err
		}))
	}
	require.Len(d, blobs, files)
	for _, table := range []string{"files", "file_blobs"} {
		var n int64
		require.NoError(d, d.store.DB(d.Context()).Table(table).Count(&n).Error)
		require.EqualValues(d, files, n, table)
	}
}

func (d *desk) refusals() (n int64) {
	d.Helper()
	require.NoError(d, d.store.DB(d.Context()).Table("refusals").Count(&n).Error)
	return n
}

func shared(t *testing.T, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(testkit.Shared(t, append([]string{"data"}, elem...)...))
	require.NoError(t, err)
	return b
}

func TestRealFilesComeInAndGoOutAsTheyAre(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		path      []string
		media     string
		inline    bool
		thumbnail bool
		text      string
	}{
		{[]string{"multiformat", "test.docx"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false, false, "国防部关于放假的通知"},
		{[]string{"multiformat", "test.pdf"}, "application/pdf", true, true, "国防部关于放假的通知"},
		{[]string{"multiformat", "test.doc"}, "application/msword", false, false, "国防部关于教育部放假的通知"},
		{[]string{"multiformat", "test.wps"}, "application/msword", false, false, "国防部关于放假的通知"},
		{[]string{"multiformat", "test_official.txt"}, "text/plain", true, false, "国办发〔2024〕1号"},
		{[]string{"ofd", "一份公文-国防部放假通知-测试.ofd"}, "application/ofd", false, false, "国防部关于放假的通知"},
		{[]string{"ofd", "收文处理单-XX市政府文件处理.ofd"}, "application/ofd", false, false, "来文文号"},
		{[]string{"templates", "word-samples-danxiaozhiren", "04-image-seal.docx"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false, false, ""},
	} {
		name := c.path[len(c.path)-1]
		content := shared(t, c.path...)
		f := d.upload("drafter", name, content).file(t)
		sum := sha256.Sum256(content)
		office := strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".doc") || strings.HasSuffix(name, ".wps")
		require.Equal(t, file.File{
			ID: f.ID, Name: name, Size: int64(len(content)), Type: c.media, SHA256: hex.EncodeToString(sum[:]), Text: models.TextFull,
			Scanned: models.ScanClear, Pages: f.Pages, Thumbnail: c.thumbnail, Inline: c.inline, Rendition: office, UploadedBy: f.UploadedBy,
			CreatedAt: f.CreatedAt,
		}, f)
		require.Equal(t, "某drafter", f.UploadedBy.Name)

		back := d.get("drafter", "/files/"+f.ID+"/content")
		require.Equal(t, http.StatusOK, back.status)
		require.True(t, bytes.Equal(content, back.body), name)
		disposition := back.header.Get("Content-Disposition")
		require.Equal(t, c.inline, strings.HasPrefix(disposition, "inline;"), disposition)
		require.Contains(t, back.header.Get("Content-Type"), c.media)

		var meta file.File
		require.NoError(t, json.Unmarshal(d.get("drafter", "/files/"+f.ID).body, &meta))
		require.Equal(t, f, meta)
		var text file.Text
		require.NoError(t, json.Unmarshal(d.get("drafter", "/files/"+f.ID+"/text").body, &text))
		require.Contains(t, strings.ReplaceAll(text.Text, " ", ""), c.text)

		for range 2 { // made, then kept
			picture := d.get("drafter", "/files/"+f.ID+"/thumbnail")
			if !c.thumbnail {
				require.Equal(t, "NO_THUMBNAIL", picture.code(t))
				continue
			}
			require.Equal(t, "image/png", picture.header.Get("Content-Type"))
			_, err := png.Decode(bytes.NewReader(picture.body))
			require.NoError(t, err)
		}
	}
}

func TestAPartOfAFileIsEnough(t *testing.T) {
	d := newDesk(t)
	content := shared(t, "multiformat", "test.pdf")
	f := d.upload("drafter", "通知 \"1\";.pdf", content).file(t)
	path := "/files/" + f.ID + "/content"

	part := d.get("drafter", path, "Range", "bytes=100-199")
	require.Equal(t, http.StatusPartialContent, part.status)
	require.Equal(t, content[100:200], part.body)
	require.Equal(t, fmt.Sprintf("bytes 100-199/%d", len(content)), part.header.Get("Content-Range"))
	last := d.get("drafter", path, "Range", "bytes=-10")
	require.Equal(t, content[len(content)-10:], last.body)
	require.Equal(t, http.StatusRequestedRangeNotSatisfiable, d.get("drafter", path, "Range", "bytes=99999999-").status)

	tag := part.header.Get("ETag")
	require.Equal(t, `"`+f.SHA256+`"`, tag)
	require.Equal(t, http.StatusNotModified, d.get("drafter", path, "If-None-Match", tag).status)
	require.Equal(t, http.StatusOK, d.get("drafter", path, "Range", "bytes=0-1", "If-Range", `"other"`).status)

	require.Equal(t, `inline; filename="__ _1__.pdf"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%20%221%22%3B.pdf`, part.header.Get("Content-Disposition"))
	require.True(t, strings.HasPrefix(d.get("drafter", path+"?download=true").header.Get("Content-Disposition"), "attachment;"))
	require.Equal(t, "nosniff", part.header.Get("X-Content-Type-Options"))
	require.Contains(t, part.header.Get("Content-Security-Policy"), "default-src 'none'")
	txt := d.upload("drafter", "a.txt", []byte("<script>alert(1)</script>通知")).file(t)
	shown := d.get("drafter", "/files/"+txt.ID+"/content")
	require.Equal(t, "text/plain; charset=utf-8", shown.header.Get("Content-Type"), "never as a page")
	require.Contains(t, shown.header.Get("Content-Security-Policy"), "sandbox")
}

func TestAFileOneMayNotSeeIsNotThere(t *testing.T) {
	d := newDesk(t)
	f := d.upload("drafter", "a.txt", []byte("通知")).file(t)
	for _, path := range []string{"", "/content", "/thumbnail", "/text", "/rendition", "/rendition/content"} {
		for _, who := range []string{"stranger", "auditor"} {
			a := d.get(who, "/files/"+f.ID+path)
			require.Equal(t, http.StatusNotFound, a.status)
			require.Equal(t, "FILE_NOT_FOUND", a.code(t))
		}
		require.Equal(t, http.StatusNotFound, d.get("drafter", "/files/01J00000000000000000000000"+path).status)
		require.Equal(t, http.StatusForbidden, d.get("sysadmin", "/files/"+f.ID+path).status)
		require.Equal(t, http.StatusUnauthorized, d.get("", "/files/"+f.ID+path).status)
	}
	const caseID = "01J0000000000000000000000A"
	require.Equal(t, "CASE_NOT_FOUND", d.get("drafter", "/cases/"+caseID+"/files").code(t))
}
