package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/internal/testkit/paper"
)

var extractor *extract.Extractor

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "renda-extract-")
	if err != nil {
		panic(err)
	}
	extractor = extract.New(extract.Config{Scratch: dir, Scanner: "/nowhere/tesseract"})
	code := m.Run()
	_ = extractor.Close()
	left, _ := os.ReadDir(dir)
	if len(left) > 0 {
		fmt.Fprintln(os.Stderr, "left in the scratch folder:", left)
		code = 1
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func source(b []byte) extract.Source {
	return extract.Source{ReaderAt: bytes.NewReader(b), Size: int64(len(b))}
}

func load(t *testing.T, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(testkit.Shared(t, append([]string{"data"}, elem...)...))
	require.NoError(t, err)
	return b
}

// look identifies and reads a file.
func look(t *testing.T, name string, b []byte) (extract.Kind, extract.Reading) {
	t.Helper()
	kind, err := extract.Identify(t.Context(), name, "", source(b))
	require.NoErrorf(t, err, "%s", name)
	reading, err := extractor.Read(t.Context(), kind, source(b))
	require.NoErrorf(t, err, "%s", name)
	return kind, reading
}

func code(t *testing.T, err error) string {
	t.Helper()
	require.Error(t, err)
	return fault.From(err).Code
}

func TestRealFilesAreRead(t *testing.T) {
	for _, c := range []struct {
		path   []string
		kind   extract.Kind
		status extract.Status
		pages  int
		text   []string
	}{
		{[]string{"multiformat", "test.docx"}, extract.DOCX, extract.Full, 0, []string{"国防部发〔2012〕21号\n", "国防部关于放假的通知\n", "共印2份"}},
		{[]string{"multiformat", "test.pdf"}, extract.PDF, extract.Full, 2, []string{"国防部关于放假的通知", "2012年12月12日印发"}},
		{[]string{"multiformat", "test.doc"}, extract.DOC, extract.Full, 0, []string{"国防部发〔2023〕33号\n", "关于教育部放假的通知\n"}},
		{[]string{"multiformat", "test.wps"}, extract.DOC, extract.Full, 0, []string{"国防部发〔2012〕21号\n", "共印2份"}},
		{[]string{"multiformat", "test_official.txt"}, extract.TXT, extract.Full, 0, []string{"国办发〔2024〕1号\n"}},
		{[]string{"multiformat", "test.png"}, extract.PNG, extract.None, 1, nil},
		{[]string{"multiformat", "test.jpg"}, extract.JPEG, extract.None, 1, nil},
		{[]string{"ofd", "一份公文-国防部放假通知-测试.ofd"}, extract.OFD, extract.Full, 2, []string{"国防部发〔2012〕21号", "国防部关于放假的通知"}},
		{[]string{"ofd", "收文处理单-XX市政府文件处理.ofd"}, extract.OFD, extract.Full, 1, []string{"XX市政府文件处理", "来文文号", "测试文本注释"}},
		{[]string{"templates", "gongwen-lite-mrered", "template.dotx"}, extract.DOCX, extract.Full, 0, nil},
		{[]string{"templates", "govdoc-typst-gigu003", "govdoc_template.pdf"}, extract.PDF, extract.Full, 2, []string{"关于印发肿瘤登记管理办法的通知\n"}},
	} {
		t.Run(filepath.Base(c.path[1]), func(t *testing.T) {
			kind, reading := look(t, c.path[len(c.path)-1], load(t, c.path...))
			require.Equal(t, c.kind, kind)
			require.Equal(t, c.status, reading.Status)
			if c.pages > 0 {
				require.Equal(t, c.pages, reading.Pages)
			}
			flat := strings.ReplaceAll(reading.Text, " ", "")
			for _, want := range c.text {
				require.Contains(t, flat, want)
			}
			if c.status == extract.Full {
				require.NotEmpty(t, reading.Text)
			}
		})
	}
}

func TestWhatFilesSayAboutThemselvesIsRead(t *testing.T) {
	for file, want := range map[string]string{
		"test.docx": "甘审办发〔2011〕号", "test.pdf": "甘审办发〔2011〕号", "test.wps": "甘审办发〔2011〕号", "test.doc": "甘审办发〔2011〕号",
		"test.png": "SENSITIVITY: TOP-SECRET-LEVEL-5", "test.jpg": "SENSITIVITY: TOP-SECRET-LEVEL-5",
	} {
		_, reading := look(t, file, load(t, "multiformat", file))
		require.Containsf(t, reading.Meta, want, "%s", file)
	}
}

func TestEveryPlaceOfATextDocumentIsRead(t *testing.T) {
	b := paper.DOCX(t, paper.Doc{
		Header: "页眉", Paragraphs: []string{"第一段", "第二段"}, Cells: []string{"密级", "内部"}, Box: "文本框", Title: "标题",
		Custom: [2]string{"密级", "无"},
		Raw: `<w:p><w:r><w:t>星</w:t><w:sym w:font="Wingdings" w:char="F0AB"/><w:tab/><w:t>后</w:t><w:br/><w:t>行</w:t></w:r></w:p>` +
			`<w:p><w:r><w:delText>删去</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>` +
			`<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:p><w:r><w:t>甲</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>乙</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>` +
			`<w:p><w:r><w:t>丙</w:t></w:r></w:p>`,
	})
	kind, reading := look(t, "文.docx", b)
	require.Equal(t, extract.DOCX, kind)
	require.Equal(t, "页眉\n\n第一段\n第二段\n密级\t内部\n\n文本框\n\n星★\t后\n行\n\n甲\n丙\n\n", reading.Text)
	require.Equal(t, []string{"标题", "密级: 无"}, reading.Meta)
}

func TestFilesInsideAFileAreOwned(t *testing.T) {
	b := paper.DOCX(t, paper.Doc{Paragraphs: []string{"文"}, Extra: []paper.Entry{{Name: "word/embeddings/a.docx", Text: "?"}}})
	_, reading := look(t, "a.docx", b)
	require.Equal(t, extract.Partial, reading.Status)
}

func TestPagesAndSheetsAreReadInLines(t *testing.T) {
	_, reading := look(t, "a.ofd", paper.OFD(t, "题名", "关于某事的通知", "各单位："))
	require.Equal(t, "关于某事的通知\n各单位：\n", reading.Text)
	require.Equal(t, []string{"题名"}, reading.Meta)

	_, reading = look(t, "a.xlsx", paper.XLSX(t, `&L左&C&"宋体,常规"&12中`, []string{"序号", "名称"}, []string{"1", "水利局"}))
	require.Equal(t, "序号\t名称\n1\t水利局\n\n左\n中\n\n", reading.Text)

	_, reading = look(t, "a.pdf", paper.PDF("题名", "便签", "关于某事的通知", "各单位："))
	require.Equal(t, "关于某事的通知\n各单位：\n便签\n", reading.Text)
	require.Equal(t, []string{"题名"}, reading.Meta)
	require.Equal(t, 1, reading.Pages)
}

func TestTextIsReadInEveryCoding(t *testing.T) {
	const text = "关于印发《方案》的通知\n各乡镇人民政府：𠮷"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	require.NoError(t, err)
	for name, raw := range map[string]string{"UTF-8": text, "UTF-8 with a mark": "\ufeff" + text, "GB 18030": gb, "UTF-16": wide, "CRLF": strings.ReplaceAll(text, "\n", "\r\n")} {
		kind, reading := look(t, "a.txt", []byte(raw))
		require.Equal(t, extract.TXT, kind, name)
		require.Equal(t, text, reading.Text, name)
	}
	_, err = extractor.Read(t.Context(), extract.TXT, source(bytes.Repeat([]byte{0x81, 0x20, 0xff}, 500)))
	require.Equal(t, "FILE_DAMAGED", code(t, err))
}

func TestALongTextIsCutAndSaysSo(t *testing.T) {
	_, reading := look(t, "a.txt", []byte(strings.Repeat("通知，", 1<<20)))
	require.Equal(t, extract.Partial, reading.Status)
	require.LessOrEqual(t, len(reading.Text), 4<<20)
	_, reading = look(t, "a.docx", paper.DOCX(t, paper.Doc{Paragraphs: []string{strings.Repeat("甲", 1<<20), strings.Repeat("乙", 1<<20)}}))
	require.Equal(t, extract.Partial, reading.Status)
}

func TestAFileThatLiesIsRefused(t *testing.T) {
	pdf, docx := paper.PDF("", "", "文"), paper.DOCX(t, paper.Doc{Paragraphs: []string{"文"}})
	for _, c := range []struct {
		name, declared string
		bytes          []byte
		code           string
	}{
		{"a.docx", "", pdf, "FILE_TYPE_MISMATCH"},
		{"a.pdf", "", docx, "FILE_TYPE_MISMATCH"},
		{"a.png", "", []byte("通知"), "FILE_TYPE_MISMATCH"},
		{"a.pdf", "image/png", pdf, "FILE_TYPE_MISMATCH"},
		{"a.txt", "", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00"), "FILE_TYPE_MISMATCH"},
		{"a.docx", "", paper.Zip(t, paper.Entry{Name: "x.txt", Text: "x"}), "FILE_TYPE_MISMATCH"},
		{"a.docx", "", paper.DOCX(t, paper.Doc{Extra: []paper.Entry{{Name: "word/vbaProject.bin"}}}), ""},
		{"a.exe", "", []byte("MZ\x90\x00\x03\x00\x00\x00"), "FILE_TYPE_UNSUPPORTED"},
		{"a", "", pdf, "FILE_TYPE_UNSUPPORTED"},
		{"a.svg", "", []byte("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "FILE_TYPE_UNSUPPORTED"},
		{"a.html", "text/html", []byte("<html><script>"), "FILE_TYPE_UNSUPPORTED"},
		{"ink.json", "application/json", []byte(`{"v":1}`), ""},
		{"ink.json", "", []byte("手写"), "FILE_TYPE_MISMATCH"},
		{"a.txt", "", []byte(`{"v":1}`), ""},
		{"a.pdf", "", nil, "FILE_EMPTY"},
		{"a.PDF", "application/octet-stream", pdf, ""},
		{"a.pdf", "what is this", pdf, ""},
		{"a.wps", "application/vnd.ms-works", load(t, "multiformat", "test.wps"), ""},
	} {
		_, err := extract.Identify(t.Context(), c.name, c.declared, source(c.bytes))
		if c.code == "" {
			require.NoErrorf(t, err, "%s as %s", c.name, c.declared)
			continue
		}
		require.Equalf(t, c.code, code(t, err), "%s as %s", c.name, c.declared)
	}
	macro := paper.Zip(t, paper.Entry{Name: "[Content_Types].xml", Text: `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`})
	_, err := extract.Identify(t.Context(), "a.docx", "", source(macro))
	require.Equal(t, "FILE_TYPE_MISMATCH", code(t, err))
}

func TestBombsAreRefusedWithoutBeingUnpacked(t *testing.T) {
	entries := paper.DOCXEntries(paper.Doc{Paragraphs: []string{"文"}})
	many := make([]paper.Entry, 6000)
	for i := range many {
		many[i].Name = fmt.Sprintf("word/media/%d", i)
	}
	for name, bytes := range map[string][]byte{
		"too large": paper.Bomb(t, 600<<20, entries...),
		"ratio":     paper.Bomb(t, 64<<20, entries...),
		"entries":   paper.Zip(t, append(many, entries...)...),
	} {
		start := time.Now()
		_, err := extract.Identify(t.Context(), "a.docx", "", source(bytes))
		require.Equalf(t, "FILE_BOMB", code(t, err), "%s", name)
		require.Lessf(t, time.Since(start), time.Second, "%s", name)
	}
	for name, raw := range map[string]string{
		"entities": `<!DOCTYPE w:p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:p>&b;</w:p>`,
		"depth":    strings.Repeat("<w:p>", 300) + strings.Repeat("</w:p>", 300),
	} {
		doc := paper.DOCXEntries(paper.Doc{})
		doc[1].Text = raw
		_, err := extractor.Read(t.Context(), extract.DOCX, source(paper.Zip(t, doc...)))
		require.Equalf(t, "FILE_BOMB", code(t, err), "%s", name)
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	for _, file := range []string{"test.docx", "test.doc", "test.wps", "test.pdf", "test.png", "test.jpg"} {
		whole := load(t, "multiformat", file)
		kind, err := extract.Identify(t.Context(), file, "", source(whole))
		require.NoError(t, err)
		cut := whole[:len(whole)/3]
		if kind == extract.JPEG {
			cut = whole[:300]
		}
		_, err = extractor.Read(t.Context(), kind, source(cut))
		require.Equalf(t, "FILE_DAMAGED", code(t, err), "%s", file)
	}
	broken := paper.DOCXEntries(paper.Doc{})
	broken[1].Text = "<w:document><w:p>"
	_, err := extractor.Read(t.Context(), extract.DOCX, source(paper.Zip(t, broken...)))
	require.Equal(t, "FILE_DAMAGED", code(t, err))
}

func TestNoBytesMakeAReaderFail(t *testing.T) {
	extractor := extract.New(extract.Config{Office: "/nowhere/soffice", Scanner: "/nowhere/tesseract"})
	for _, file := range []string{"test.doc", "test.wps", "test.docx", "test.png", "test.jpg"} {
		whole := load(t, "multiformat", file)
		kind, err := extract.Identify(t.Context(), file, "", source(whole))
		require.NoError(t, err)
		for i := range 200 { // every reader answers, with text or with a fault
			spoilt := bytes.Clone(whole)
			for j := range 16 {
				at := (i*7919 + j*104729) % min(len(spoilt), 8192)
				spoilt[at] = byte(i + j*31)
			}
			if reading, err := extractor.Read(t.Context(), kind, source(spoilt)); err == nil {
				require.Equal(t, strings.ToValidUTF8(reading.Text, "?"), reading.Text)
			}
		}
	}
}

func TestAReaderThatTakesTooLongIsStopped(t *testing.T) {
	hasty := extract.New(extract.Config{Scratch: t.TempDir(), Timeout: time.Nanosecond})
	for kind, file := range map[extract.Kind]string{extract.PDF: "test.pdf", extract.DOCX: "test.docx", extract.DOC: "test.doc"} {
		_, err := hasty.Read(t.Context(), kind, source(load(t, "multiformat", file)))
		require.Equalf(t, "FILE_TOO_SLOW", code(t, err), "%s", file)
	}
	require.NoError(t, hasty.Close())
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := extractor.Read(gone, extract.DOCX, source(load(t, "multiformat", "test.docx")))
	require.ErrorIs(t, err, context.Canceled)
}

func TestAPDFThatDoesNotEndIsKilledAndTheNextIsRead(t *testing.T) {
	lines := make([]string, 400_000)
	for i := range lines {
		lines[i] = "关于某事的通知"
	}
	endless := paper.PDF("", "", lines...)
	hasty := extract.New(extract.Config{Scratch: t.TempDir(), Timeout: 400 * time.Millisecond})
	defer func() { require.NoError(t, hasty.Close()) }()
	_, _ = hasty.Read(t.Context(), extract.PDF, source(load(t, "multiformat", "test.pdf"))) // starts it, which is not counted
	start := time.Now()
	_, err := hasty.Read(t.Context(), extract.PDF, source(endless))
	require.Equal(t, "FILE_TOO_SLOW", code(t, err))
	t.Logf("killed after %v", time.Since(start))
	for range 2 { // more than there are workers
		_, err = hasty.Read(t.Context(), extract.PDF, source(endless))
		require.Equal(t, "FILE_TOO_SLOW", code(t, err))
	}
	reading, err := hasty.Read(t.Context(), extract.PDF, source(paper.PDF("", "", "短文")))
	require.NoError(t, err)
	require.Equal(t, "短文\n", reading.Text)
}

func TestAPDFWithACharacterThatCannotBeReadSaysSo(t *testing.T) {
	_, reading := look(t, "a.pdf", paper.PDF("", "", "机", "密", "关于某事的通知"))
	require.NotContains(t, reading.Text, "机", "or PDFium has learnt to read it, and all is well")
	require.Equal(t, extract.Partial, reading.Status)
}

func TestPageOneBecomesAPicture(t *testing.T) {
	for kind, file := range map[extract.Kind]string{extract.PDF: "test.pdf", extract.PNG: "test.png", extract.JPEG: "test.jpg"} {
		b, err := extractor.Thumbnail(t.Context(), kind, source(load(t, "multiformat", file)))
		require.NoErrorf(t, err, "%s", file)
		picture, err := png.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		size := picture.Bounds().Size()
		require.LessOrEqual(t, size.X, 320)
		require.LessOrEqual(t, size.Y, 453)
		require.Greater(t, size.Y, 400, "%s fills its frame", file)
		dark := 0
		for x := range size.X {
			for y := range size.Y {
				if r, _, _, _ := picture.At(x, y).RGBA(); r < 0x8000 {
					dark++
				}
			}
		}
		require.Greaterf(t, dark, 100, "%s is not blank", file)
	}
	_, err := extractor.Thumbnail(t.Context(), extract.DOCX, source(nil))
	require.Equal(t, "NO_THUMBNAIL", code(t, err))
}

func TestOtherFormatsOfThatNameNeedLibreOffice(t *testing.T) {
	const text = "机密★1年\n关于某事的通知\n"
	rich := []byte(`{\rtf1\ansi\uc1 \u26426 ?\u23494 ?\u9733 ?1\u24180 ?\par \u20851 ?\u20110 ?\u26576 ?\u20107 ?\u30340 ?\u-28646 ?\u30693 ?\par}`)
	without := extract.New(extract.Config{Scratch: t.TempDir(), Office: "/nowhere/soffice"})
	reading, err := without.Read(t.Context(), extract.DOC, source(rich))
	require.NoError(t, err)
	require.Equal(t, extract.NoConverter, reading.Status)
	require.Empty(t, reading.Text)

	if _, err := exec.LookPath("soffice"); err != nil {
		testkit.Missing(t, "LibreOffice (Debian package libreoffice-writer-nogui)")
	}
	kind, reading := look(t, "a.doc", rich)
	require.Equal(t, extract.DOC, kind)
	require.Equal(t, extract.Full, reading.Status)
	require.Equal(t, text, reading.Text)

	var all sync.WaitGroup
	for range 3 { // one at a time, or they would spoil each other
		all.Go(func() {
			reading, err := extractor.Read(context.Background(), extract.DOC, source(rich))
			if assert.NoError(t, err) {
				assert.Equal(t, text, reading.Text)
			}
		})
	}
	all.Wait()
	hasty := extract.New(extract.Config{Scratch: t.TempDir(), Timeout: 50 * time.Millisecond})
	_, err = hasty.Read(t.Context(), extract.DOC, source(rich))
	require.Equal(t, "FILE_TOO_SLOW", code(t, err))
}
