package file_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/internal/testkit/paper"
)

// marked are papers with a mark in every place of every format.
func marked(t *testing.T) map[string][]byte {
	const mark, title = "机密★1年", "关于某事的通知"
	doc := func(d paper.Doc) []byte { return paper.DOCX(t, d) }
	spoil := func(name, old, mark string) []byte {
		whole := shared(t, "multiformat", name)
		require.True(t, bytes.Contains(whole, paper.UTF16(old)))
		return bytes.Replace(whole, paper.UTF16(old), paper.UTF16(mark), 1)
	}
	return map[string][]byte{
		"body.docx":     doc(paper.Doc{Paragraphs: []string{"000001", mark, title}}),
		"header.docx":   doc(paper.Doc{Header: "机 密 ★ 1 年", Paragraphs: []string{title}}),
		"cells.docx":    doc(paper.Doc{Cells: []string{"密级", "机密", "缓急", "特急"}, Paragraphs: []string{title}}),
		"box.docx":      doc(paper.Doc{Box: "绝密★长期", Paragraphs: []string{title}}),
		"symbol.docx":   doc(paper.Doc{Raw: `<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r><w:r><w:t>1年</w:t></w:r></w:p>`}),
		"runs.docx":     doc(paper.Doc{Raw: `<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r><w:r><w:t>★</w:t></w:r></w:p>`}),
		"title.docx":    doc(paper.Doc{Title: title + "（机密）", Paragraphs: []string{title}}),
		"property.docx": doc(paper.Doc{Custom: [2]string{"密级", "秘密"}, Paragraphs: []string{title}}),
		"page.pdf":      paper.PDF("", "", mark, title),
		"title.pdf":     paper.PDF("【绝密】"+title, "", title),
		"sticker.pdf":   paper.PDF("", "秘密★5年", title),
		"page.ofd":      paper.OFD(t, "", "机密★1年", title),
		"title.ofd":     paper.OFD(t, "机密", title),
		"cell.xlsx":     paper.XLSX(t, "", []string{"密级：机密", "名称"}),
		"header.xlsx":   paper.XLSX(t, "&L机密★1年&C第&P页", []string{"名称"}),
		"utf8.txt":      []byte("000001\n機密＊１年\n" + title),
		"gb18030.txt":   {0xbb, 0xfa, 0xc3, 0xdc, 0xa1, 0xef, '1', 0xc4, 0xea, '\n'},
		"old.doc":       spoil("test.doc", "各有关单位：", "机密★10年"),
		"old.wps":       spoil("test.wps", "各有关单位：", "机密★10年"),
		"机密-通知.txt":     []byte(title),
		"note.png":      shared(t, "multiformat", "test.png"),
		"note.jpg":      shared(t, "multiformat", "test.jpg"),
	}
}

func TestAPaperWithAMarkIsRefusedAndNothingOfItStays(t *testing.T) {
	var logs bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logs, nil)))
	defer slog.SetDefault(before)
	d := newDesk(t)
	n := int64(0)
	for name, content := range marked(t) {
		a := d.upload("drafter", name, content)
		require.Equalf(t, http.StatusUnprocessableEntity, a.status, "%s is refused", name)
		require.Equal(t, "CLASSIFIED", a.code(t))
		n++
		require.Equalf(t, n, d.refusals(), "%s: one neutral line", name)
		for _, word := range []string{"机密", "通知", name, "★"} {
			require.NotContains(t, string(a.body)+logs.String(), word, name)
		}
	}
	d.nothingKept(0)
	t.Logf("%d marked files of 9 formats refused", n)
}

func TestAScanThatShowsAMarkIsRefusedAndNothingOfItStays(t *testing.T) {
	testkit.Recogniser(t)
	d := newDesk(t)
	page, err := png.Decode(bytes.NewReader(shared(t, "multiformat", "test.png")))
	require.NoError(t, err)
	var picture, scan bytes.Buffer
	require.NoError(t, png.Encode(&picture, page)) // without what it says about itself
	require.NoError(t, paper.PicturePDF(&scan, page))
	for name, content := range map[string][]byte{"photo.png": picture.Bytes(), "scan.pdf": scan.Bytes()} {
		a := d.upload("drafter", name, content)
		require.Equalf(t, http.StatusUnprocessableEntity, a.status, "%s is refused", name)
		require.Equal(t, "CLASSIFIED", a.code(t))
	}
	d.nothingKept(0)
}

func TestWhatIsNotAFileOfOursIsRefusedAndNothingOfItStays(t *testing.T) {
	d := newDesk(t)
	docx := paper.DOCXEntries(paper.Doc{Paragraphs: []string{"文"}})
	for name, c := range map[string]struct {
		file    string
		content []byte
		status  int
		code    string
	}{
		"empty":       {"a.txt", nil, 422, "FILE_EMPTY"},
		"lying":       {"a.pdf", []byte("通知"), 422, "FILE_TYPE_MISMATCH"},
		"a program":   {"a.exe", []byte("MZ\x90\x00"), 422, "FILE_TYPE_UNSUPPORTED"},
		"a page":      {"a.html", []byte("<html>"), 422, "FILE_TYPE_UNSUPPORTED"},
		"a bomb":      {"a.docx", paper.Bomb(t, 300<<20, docx...), 422, "FILE_BOMB"},
		"damaged":     {"a.docx", paper.DOCX(t, paper.Doc{Raw: "<"}), 422, "FILE_DAMAGED"},
		"half a file": {"a.pdf", shared(t, "multiformat", "test.pdf")[:40_000], 422, "FILE_DAMAGED"},
		"no name":     {"...", []byte("通知"), 422, "FILE_NAME"},
		"long name":   {strings.Repeat("长", 201) + ".txt", []byte("通知"), 422, "FILE_NAME"},
		"too large":   {"a.txt", make([]byte, limit+1), 413, "FILE_TOO_LARGE"},
	} {
		a := d.upload("drafter", c.file, c.content)
		require.Equalf(t, c.status, a.status, "%s: %s", name, a.body)
		require.Equalf(t, c.code, a.code(t), "%s", name)
	}
	a := d.upload("drafter", "a.txt", make([]byte, limit+2<<20))
	require.Equal(t, http.StatusRequestEntityTooLarge, a.status, "known to be too large before it comes")
	d.nothingKept(0)
	require.Zero(t, d.refusals(), "none of these was a matter of secrecy")
}

func TestAFormThatIsNotOursIsRefused(t *testing.T) {
	d := newDesk(t)
	post := func(body, media string) string {
		return d.post("drafter", "key-form-1", strings.NewReader(body), media).code(t)
	}
	require.Equal(t, "MEDIA_TYPE", post("{}", "application/json"))
	require.Equal(t, "FILE_REQUIRED", post("--x--\r\n", "multipart/form-data; boundary=x"))
	require.Equal(t, "FILE_REQUIRED", post("nothing", "multipart/form-data; boundary=x"))
	part := func(name, rest string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + rest + "\r\n\r\n通知\r\n"
	}
	require.Equal(t, "UNKNOWN_FIELD", post(part("other", `; filename="a.txt"`)+"--x--\r\n", "multipart/form-data; boundary=x"))
	require.Equal(t, "ONE_FILE", post(part("file", "")+"--x--\r\n", "multipart/form-data; boundary=x"))
	require.Equal(t, "ONE_FILE", post(part("file", `; filename="a.txt"`)+part("file", `; filename="b.txt"`)+"--x--\r\n", "multipart/form-data; boundary=x"))
	require.Equal(t, "UPLOAD_CUT", post(part("file", `; filename="a.txt"`)+"--x", "multipart/form-data; boundary=x"))
	body, media := form("file", "a.txt", "image/png", []byte("通知"))
	require.Equal(t, "FILE_TYPE_MISMATCH", post(string(body), media))
	body, media = form("file", "a.txt", "", []byte("通知"))
	require.Equal(t, "IDEMPOTENCY_KEY_REQUIRED", d.post("drafter", "", bytes.NewReader(body), media).code(t))
	require.Equal(t, http.StatusForbidden, d.post("sysadmin", "key-form-2", bytes.NewReader(body), media).status)
	d.nothingKept(0)
}

func TestTheSameUploadTwiceIsOneFile(t *testing.T) {
	d := newDesk(t)
	body, media := form("file", "通知.txt", "", []byte("通知"))
	first := d.post("drafter", "key-same-1", bytes.NewReader(body), media).file(t)
	require.Equal(t, first, d.post("drafter", "key-same-1", bytes.NewReader(body), media).file(t))
	other, media2 := form("file", "通知.txt", "", []byte("另一通知"))
	require.Equal(t, "IDEMPOTENCY_KEY_REUSED", d.post("drafter", "key-same-1", bytes.NewReader(other), media2).code(t))
	second := d.post("drafter", "key-same-2", bytes.NewReader(body), media).file(t)
	require.NotEqual(t, first.ID, second.ID)
	require.Equal(t, first.SHA256, second.SHA256)

	var all sync.WaitGroup
	ids := make([]string, 6)
	for i := range ids {
		all.Go(func() {
			var f file.File
			_ = json.Unmarshal(d.post("drafter", "key-same-3", bytes.NewReader(body), media).body, &f)
			ids[i] = f.ID
		})
	}
	all.Wait()
	for _, id := range ids {
		require.NotEmpty(t, id)
		require.Equal(t, ids[0], id)
	}
}

func TestACutUploadLeavesNothing(t *testing.T) {
	d := newDesk(t)
	address := strings.TrimPrefix(strings.TrimSuffix(d.url, "/api/v1"), "http://")
	body, media := form("file", "a.txt", "", bytes.Repeat([]byte("通知\n"), 200_000))
	for _, sent := range []int{200, len(body) / 2, len(body) - 3} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		require.NoError(t, err)
		_, err = fmt.Fprintf(conn, "POST /api/v1/files HTTP/1.1\r\nHost: x\r\nPerson: drafter\r\nIdempotency-Key: key-cut-%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", sent, media, len(body))
		require.NoError(t, err)
		_, err = conn.Write(body[:sent])
		require.NoError(t, err)
		require.NoError(t, conn.(*net.TCPConn).CloseWrite()) // the line breaks; the answer can still be read
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		answered, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.NoError(t, conn.Close())
		require.Equal(t, "UPLOAD_CUT", answer{response.StatusCode, response.Header, answered}.code(t))
		d.nothingKept(0)
	}
}

func TestALargeFileTakesLittleMemory(t *testing.T) {
	d := newDesk(t)
	const size = 95 << 20
	var peak atomic.Uint64
	watched, stop := context.WithCancel(t.Context())
	var watching sync.WaitGroup
	runtime.GC()
	var start runtime.MemStats
	runtime.ReadMemStats(&start)
	watching.Go(func() {
		for watched.Err() == nil {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapAlloc))
			time.Sleep(5 * time.Millisecond)
		}
	})
	for name, head := range map[string][]byte{"large.txt": []byte("通知\n"), "large.png": pngHead(size)} {
		reader, writer := io.Pipe()
		w := multipart.NewWriter(writer)
		go func() {
			part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition("file", name)}})
			if err == nil {
				_, err = io.Copy(part, io.MultiReader(bytes.NewReader(head), io.LimitReader(letters{}, size-int64(len(head))-int64(len(pngEnd))), strings.NewReader(pngEnd)))
			}
			_ = writer.CloseWithError(errors.Join(err, w.Close()))
		}()
		f := d.post("drafter", "key-large-"+name, reader, w.FormDataContentType()).file(t)
		require.EqualValues(t, size, f.Size)
	}
	stop()
	watching.Wait()
	grown := int64(peak.Load()) - int64(start.HeapAlloc)
	t.Logf("two files of %d MB: the heap grew by %d MB at most", size>>20, grown>>20)
	require.Less(t, grown, int64(80<<20))
}

// pngEnd closes a picture; to a text it is some more letters.
const pngEnd = "\x00\x00\x00\x00IEND\xaeB`\x82"

// pngHead begins a picture whose one chunk of pixels is as large as the file.
func pngHead(size int) []byte {
	head := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
	n := size - len(head) - 8 - 4 - len(pngEnd)
	return append([]byte(head), byte(n>>24), byte(n>>16), byte(n>>8), byte(n), 'I', 'D', 'A', 'T')
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
		if i%80 == 79 {
			p[i] = '\n'
		}
	}
	return len(p), nil
}
