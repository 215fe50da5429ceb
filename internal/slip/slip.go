// Package slip makes the printed forms that go with a paper: 文件处理笺,
// 发文稿纸 and 退文函, as HTML for A4 paper. It takes plain data and escapes all
// of it; what stands in which box was decided by the process.
package slip

import (
	"embed"
	"html/template"
	"io"
	"time"

	"github.com/zhihui-renda/renda/internal/ink"
)

// Opinion is one entry of a box: what was said, by whom, on which full day (条例
// art. 22). Text may be empty: a bare signature counts as consent.
type Opinion struct {
	Text string
	Name string
	// For is the principal when a proxy acted: printed "王代李".
	For  string
	Unit string
	At   time.Time
	// Ink says that the opinion is handwritten and kept with the case; Hand is
	// what was written, where it can be drawn.
	Ink  bool
	Hand *ink.Drawing
	// Result is what the answer came to, printed where there are no words.
	Result string
}

// Box is one box of a form.
type Box struct {
	Title    string
	Opinions []Opinion
	// Lines is the least height, in lines to write on.
	Lines int
}

// Reader is one line of the readers' list (传阅签名). ReadAt is zero while he
// has not read.
type Reader struct {
	Name   string
	For    string
	ReadAt time.Time
	Text   string
	Hand   *ink.Drawing
}

// Row is one labelled value in the head of a form.
type Row struct {
	Label string
	Value string
}

// Handling is a 文件处理笺, for an incoming paper.
type Handling struct {
	Organ       string // whose form it is
	ReceiptNo   string
	SourceOrg   string
	SourceDocNo string
	Title       string
	Kind        string
	Copies      int
	Attachments int
	ReceivedOn  string // 2006-01-02
	Urgency     string
	Deadline    string // 2006-01-02
	LeadUnit    string
	AssistUnits []string
	Boxes       []Box
	Readers     []Reader
	Archive     string
}

// Draft is a 发文稿纸, for an outgoing paper.
type Draft struct {
	Organ       string
	DocNo       string
	Urgency     string
	Kind        string
	Title       string
	MainTo      []string
	CC          []string
	Attachments []string
	Disclosure  string
	DraftUnit   string
	Drafter     string
	Phone       string
	Copies      string
	ProofReader string
	DocDate     string // 2006-01-02
	PrintedOn   string
	Seal        string
	Boxes       []Box
}

// Return is a 退文函.
type Return struct {
	Organ       string // who returns it
	To          string // the sender of the paper
	Title       string
	SourceDocNo string
	ReceivedOn  string
	ReceiptNo   string
	Reasons     []string
	Words       string
	On          time.Time
	Contact     string
	Phone       string
}

// Sent is one recipient of what went out, with who signed for it and when.
type Sent struct {
	Name   string
	Method string
	By     string
	On     string // 2006-01-02
	Waived string // why nobody waits for it any more
}

// Deliveries is a 分送签收单: to whom a paper went. Where nobody has signed yet
// there is room to.
type Deliveries struct {
	Organ   string
	DocNo   string
	Title   string
	DocDate string // 2006-01-02
	Copies  string
	To      []Sent
}

// WriteDeliveries writes a 分送签收单.
func WriteDeliveries(w io.Writer, d Deliveries) error {
	return forms.ExecuteTemplate(w, "deliveries.html", d)
}

// WriteHandling writes a 文件处理笺.
func WriteHandling(w io.Writer, h Handling) error {
	return forms.ExecuteTemplate(w, "handling.html", h)
}

// WriteDraft writes a 发文稿纸.
func WriteDraft(w io.Writer, d Draft) error { return forms.ExecuteTemplate(w, "draft.html", d) }

// WriteReturn writes a 退文函.
func WriteReturn(w io.Writer, r Return) error { return forms.ExecuteTemplate(w, "return.html", r) }

//go:embed templates/*.html
var files embed.FS

var forms = template.Must(template.New("").Funcs(template.FuncMap{
	"date":   longDate,
	"day":    longDay,
	"lines":  func(n int) int { return max(n, 1) * 9 }, // millimetres
	"number": func(i int) int { return i + 1 },
	"last":   func(list []string) int { return len(list) - 1 },
	"label":  label,
}).ParseFS(files, "templates/*.html"))

// label spreads a title of two characters over the width of four, as forms do.
func label(title string) string {
	if letters := []rune(title); len(letters) == 2 {
		return string(letters[0]) + "　" + string(letters[1])
	}
	return title
}

// zone is the one zone of the platform; it has no summer time.
var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// longDate is an instant as its full day in Chinese, without leading zeros.
func longDate(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format("2006年1月2日")
}

// longDay is a day "2006-01-02" in Chinese; anything else as it stands.
func longDay(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.Format("2006年1月2日")
}
