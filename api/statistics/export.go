package statistics

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/zhihui-renda/renda/models"
)

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// File is an answer that is a file to be kept.
type File struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// export makes a workbook of all figures. That it was taken away is a line of
// the security log, written before the first byte goes out.
func (d Deps) export(ctx context.Context, in *Asked) (*File, error) {
	viewer, q, err := d.question(ctx, *in)
	if err != nil {
		return nil, err
	}
	documents, err := d.countDocuments(ctx, viewer, q)
	if err != nil {
		return nil, err
	}
	handling, err := d.countHandling(ctx, viewer, q)
	if err != nil {
		return nil, err
	}
	entry := d.By(ctx, q.Now).Entry(models.SecExport, "statistics", q.Organ)
	entry.Detail = map[string]string{"from": q.From, "until": q.Until, "format": "xlsx"}
	if err := d.Record.Record(ctx, entry); err != nil {
		return nil, err
	}
	body, err := workbook(documents, handling)
	name := fmt.Sprintf("statistics-%s-%s.xlsx", strings.ReplaceAll(q.From, "-", ""), strings.ReplaceAll(q.Until, "-", ""))
	return &File{ContentType: sheetType, Disposition: `attachment; filename="` + name + `"`, Body: body}, err
}

// workbook writes a sheet for each table of the page, and one that says how the
// figures are counted.
func workbook(documents Documents, handling Handling) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	p := documents.Period
	about := table{sheetAbout, []any{p.Organ.Name, p.From + " — " + p.Until, p.At.Format("2006-01-02 15:04")}, nil}
	for _, note := range append(append([]Note{}, documents.Notes...), handling.Notes...) {
		about.rows = append(about.rows, []any{note.Name, note.Text})
	}
	if err := book.SetSheetName(book.GetSheetName(0), sheetAbout); err != nil {
		return nil, err
	}
	for _, t := range append([]table{about}, append(documentTables(documents), handlingTables(handling)...)...) {
		if err := t.write(book); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// table is one sheet: its name, its first row, its other rows.
type table struct {
	name string
	head []any
	rows [][]any
}

func (t table) write(book *excelize.File) error {
	if _, err := book.NewSheet(t.name); err != nil { // one that is there already stays
		return err
	}
	sheet, err := book.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, 1, 28); err != nil {
		return err
	}
	for i, row := range append([][]any{t.head}, t.rows...) {
		cells := slices.Clone(row) // the heads are everybody's
		for n, cell := range cells {
			if text, ok := cell.(string); ok {
				cells[n] = plain(text)
			}
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

// plain keeps a spreadsheet from taking words for a formula.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func documentTables(d Documents) []table {
	months := func(name string, list []Monthly) table {
		t := table{name: name, head: headMonthly}
		for _, m := range list {
			t.rows = append(t.rows, []any{m.Month, m.KindName, m.Count})
		}
		return t
	}
	counted := func(name, of string, list []Counted) table {
		t := table{name: name, head: []any{of, headCount}}
		for _, c := range list {
			t.rows = append(t.rows, []any{c.Name, c.Count})
		}
		return t
	}
	return []table{
		months(sheetReceived, d.Received), months(sheetIssued, d.Issued),
		counted(sheetSenders, headSender, d.Senders), counted(sheetDrafters, headDrafter, d.Units),
	}
}

func handlingTables(h Handling) []table {
	steps := table{name: sheetSteps, head: headSteps}
	for _, s := range h.Steps {
		steps.rows = append(steps.rows, []any{s.ProcessTitle, s.Title, s.Stays, math.Round(s.Mean*10) / 10, s.Longest})
	}
	timely := table{name: sheetRate, head: headRate}
	for _, m := range append(append([]MonthTimely{}, h.Months...), MonthTimely{Month: total, Timely: h.Total}) {
		timely.rows = append(timely.rows, []any{m.Month, m.OnTime, m.Late, m.Owed, percent(m.Rate)})
	}
	units := table{name: sheetUnits, head: headUnits}
	for _, u := range h.Units {
		units.rows = append(units.rows, []any{u.Unit.Name, u.OnTime, u.Late, u.Owed, percent(u.Rate), u.Waiting, u.Overdue})
	}
	people := table{name: sheetPeople, head: headPeople}
	for _, p := range h.People {
		name := ""
		if p.Person != nil {
			name = p.Person.Name
		}
		people.rows = append(people.rows, []any{cmp.Or(name, unclaimed), p.Unit.Name, p.Waiting, p.Overdue})
	}
	return []table{timely, steps, units, people}
}

// percent is a share in hundredths with one decimal, empty when there is none.
func percent(rate *float64) any {
	if rate == nil {
		return ""
	}
	return math.Round(*rate*1000) / 10
}
