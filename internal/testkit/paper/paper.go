// Package paper makes small files of the formats that people send, with any
// text in any place, for tests that need one with a mark, a lie or a bomb.
package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// Entry is one file of an archive.
type Entry struct{ Name, Text string }

// Zip packs entries.
func Zip(t testing.TB, entries ...Entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.Create(e.Name)
		require.NoError(t, err)
		_, err = io.WriteString(w, e.Text)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

// Bomb packs an entry of so many zero bytes beside the others.
func Bomb(t testing.TB, size int64, entries ...Entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.Create(e.Name)
		require.NoError(t, err)
		_, err = io.WriteString(w, e.Text)
		require.NoError(t, err)
	}
	w, err := z.Create("word/media/image1.bin")
	require.NoError(t, err)
	_, err = io.CopyN(w, zeros{}, size)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// Doc is what goes into a text document.
type Doc struct {
	Header     string
	Paragraphs []string
	Cells      []string // one row of a table
	Box        string   // a text box
	Raw        string   // XML inside the body
	Title      string
	Custom     [2]string // a property of one's own: name, value
	Extra      []Entry
}

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// DOCXEntries are the parts of a text document.
func DOCXEntries(d Doc) []Entry {
	run := func(s string) string { return "<w:p><w:r><w:t>" + escape(s) + "</w:t></w:r></w:p>" }
	var body strings.Builder
	for _, p := range d.Paragraphs {
		body.WriteString(run(p))
	}
	if len(d.Cells) > 0 {
		body.WriteString("<w:tbl><w:tr>")
		for _, c := range d.Cells {
			body.WriteString("<w:tc>" + run(c) + "</w:tc>")
		}
		body.WriteString("</w:tr></w:tbl>")
	}
	if d.Box != "" {
		body.WriteString("<w:p><w:r><w:pict><w:txbxContent>" + run(d.Box) + "</w:txbxContent></w:pict></w:r></w:p>")
	}
	body.WriteString(d.Raw)
	const office = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	return append([]Entry{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Override PartName="/word/document.xml" ContentType="` + office + `document.main+xml"/>` +
			`<Override PartName="/word/header1.xml" ContentType="` + office + `header+xml"/></Types>`},
		{"word/document.xml", `<w:document ` + wordNS + `><w:body>` + body.String() + `</w:body></w:document>`},
		{"word/header1.xml", `<w:hdr ` + wordNS + `>` + run(d.Header) + `</w:hdr>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>` + escape(d.Title) + `</dc:title></cp:coreProperties>`},
		{"docProps/custom.xml", `<Properties xmlns:vt="v"><property name="` + escape(d.Custom[0]) + `"><vt:lpwstr>` + escape(d.Custom[1]) + `</vt:lpwstr></property></Properties>`},
	}, d.Extra...)
}

// DOCX is a text document.
func DOCX(t testing.TB, d Doc) []byte { t.Helper(); return Zip(t, DOCXEntries(d)...) }

// OFD is a page with a line each, of an OFD document with a title.
func OFD(t testing.TB, title string, lines ...string) []byte {
	t.Helper()
	const ns = `xmlns:ofd="http://www.ofdspec.org/2016"`
	var content strings.Builder
	for i, line := range lines {
		for j, r := range []rune(line) { // one object a character, as some programs do
			fmt.Fprintf(&content, `<ofd:TextObject ID="%d" Boundary="%d %d 5 5" Font="1" Size="5"><ofd:TextCode X="0" Y="4">%s</ofd:TextCode></ofd:TextObject>`,
				100*i+j, 20+5*j, 20+10*i, escape(string(r)))
		}
	}
	return Zip(t,
		Entry{"OFD.xml", `<ofd:OFD ` + ns + `><ofd:DocBody><ofd:DocInfo><ofd:Title>` + escape(title) + `</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`},
		Entry{"Doc_0/Document.xml", `<ofd:Document ` + ns + `><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`},
		Entry{"Doc_0/Pages/Page_0/Content.xml", `<ofd:Page ` + ns + `><ofd:Content><ofd:Layer ID="2">` + content.String() + `</ofd:Layer></ofd:Content></ofd:Page>`},
	)
}

// XLSX is a sheet of rows, with a page header.
func XLSX(t testing.TB, header string, rows ...[]string) []byte {
	t.Helper()
	var sheet, shared strings.Builder
	n := 0
	for _, row := range rows {
		sheet.WriteString("<row>")
		for _, cell := range row {
			fmt.Fprintf(&sheet, `<c t="s"><v>%d</v></c>`, n)
			shared.WriteString("<si><t>" + escape(cell) + "</t></si>")
			n++
		}
		sheet.WriteString("</row>")
	}
	const office = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return Zip(t,
		Entry{"[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="` + office + `sheet.main+xml"/>` +
			`<Override PartName="/xl/sharedStrings.xml" ContentType="` + office + `sharedStrings+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + office + `worksheet+xml"/></Types>`},
		Entry{"xl/workbook.xml", "<workbook/>"},
		Entry{"xl/sharedStrings.xml", "<sst>" + shared.String() + "</sst>"},
		Entry{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet.String() + "</sheetData><headerFooter><oddHeader>" + escape(header) + "</oddHeader></headerFooter></worksheet>"},
	)
}

// PDF is a document of one page with a line each, a title and a note stuck on
// the page. Its font is not embedded; its text can be read all the same.
func PDF(title, sticker string, lines ...string) []byte {
	var content strings.Builder
	for i, line := range lines {
		fmt.Fprintf(&content, "BT /F1 16 Tf 60 %d Td <%s> Tj ET\n", 780-30*i, hex16(line))
	}
	cmap := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end\n"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [9 0 R] /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", content.Len(), content.String()),
		"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
		"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 1000 >>",
		"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(cmap), cmap),
		"<< /Type /Annot /Subtype /FreeText /Rect [60 60 200 90] /DA (/F1 12 Tf) /Contents <FEFF" + hex16(sticker) + "> >>",
		"<< /Title <FEFF" + hex16(title) + "> >>",
	}
	return pdf(10, objects...)
}

// PicturePDF is a document of one page that is a picture, as scanners make them.
func PicturePDF(out *bytes.Buffer, page image.Image) error {
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, page, &jpeg.Options{Quality: 92}); err != nil {
		return err
	}
	const draws = "595 0 0 842 0 0 cm /P Do"
	_, err := out.Write(pdf(0,
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(draws), draws),
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream",
			page.Bounds().Dx(), page.Bounds().Dy(), picture.Len(), picture.String()),
	))
	return err
}

// pdf puts objects into a file, the first of them the catalogue; info is the
// number of the one with the title, 0 for none.
func pdf(info int, objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var places []int
	for i, o := range objects {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", p)
	}
	title := ""
	if info > 0 {
		title = fmt.Sprintf(" /Info %d 0 R", info)
	}
	fmt.Fprintf(&out, "trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, title, start)
	return out.Bytes()
}

func hex16(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}

// UTF16 is a text as Word keeps it, to find and replace inside a real file.
func UTF16(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
