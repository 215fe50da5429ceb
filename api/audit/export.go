package audit

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/models"
)

const (
	jsonLines = "application/x-ndjson"
	csvText   = "text/csv; charset=utf-8"
	// exportChunk is how many lines are read at a time.
	exportChunk = 1000
)

type exportIn struct {
	Filter
	Format string `query:"format" enum:"jsonl,csv" default:"jsonl"`
}

// export streams the log, newest first. That it was taken away is a line of the
// log itself, written before the first byte goes out.
func (d Deps) export(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
	now := d.Now()
	entry := d.By(ctx, now).Entry(models.SecExport, "audit", "")
	entry.Detail = map[string]string{"format": in.Format}
	if err := d.Record.Record(ctx, entry); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		kind := jsonLines
		if in.Format == "csv" {
			kind = csvText
		}
		c.SetHeader("Content-Type", kind)
		c.SetHeader("Content-Disposition", `attachment; filename="security-log-`+now.Format("20060102-150405")+"."+in.Format+`"`)
		if err := d.write(ctx, c.BodyWriter(), in); err != nil {
			// The status is sent; a file that stops short breaks the chain.
			slog.ErrorContext(ctx, "security log not exported whole", "error", err)
		}
	}}, nil
}

func (d Deps) write(ctx context.Context, w io.Writer, in *exportIn) error {
	put := lines(w)
	if in.Format == "csv" {
		put = rows(w)
	}
	q := in.query()
	q.Limit = exportChunk
	for {
		entries, err := d.Record.SecurityLog(ctx, q)
		if err != nil {
			return err
		}
		named, err := d.named(ctx, entries)
		if err != nil {
			return err
		}
		if err := put(named); err != nil {
			return err
		}
		if len(entries) < exportChunk {
			return nil
		}
		q.Before = entries[len(entries)-1].Seq
	}
}

// lines writes JSON, a line each.
func lines(w io.Writer) func([]Entry) error {
	encoder := json.NewEncoder(w)
	return func(entries []Entry) error {
		for _, e := range entries {
			if err := encoder.Encode(e); err != nil {
				return err
			}
		}
		return nil
	}
}

// rows writes CSV with a byte-order mark, which spreadsheets here need.
func rows(w io.Writer) func([]Entry) error {
	table := csv.NewWriter(w)
	head := func() error {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		return table.Write(columns)
	}
	return func(entries []Entry) error {
		if head != nil {
			if err := head(); err != nil {
				return err
			}
			head = nil
		}
		for _, e := range entries {
			if err := table.Write(row(e)); err != nil {
				return err
			}
		}
		table.Flush()
		return table.Error()
	}
}

func row(e Entry) []string {
	var detail []string
	for key, value := range e.Detail {
		detail = append(detail, key+"="+value)
	}
	slices.Sort(detail)
	result := successWord
	if !e.Success {
		result = failureWord
	}
	cells := []string{
		strconv.FormatInt(e.Seq, 10), e.At.Format(time.RFC3339), e.Title, e.PersonName, e.PersonID, result, e.IP, e.Port,
		e.Object, e.ObjectID, strings.Join(detail, " "), e.RequestID, e.Hash,
	}
	for i, cell := range cells {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			cells[i] = "'" + cell // a spreadsheet must not take it for a formula
		}
	}
	return cells
}
