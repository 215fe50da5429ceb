package document

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/importer"
	"github.com/zhihui-renda/renda/models"
)

const (
	// maxSheet is how large a workbook may be, sheetRows how many rows it may have.
	maxSheet  = 8 << 20
	sheetRows = 2000
)

// Columns are those a table of papers may have.
type Columns struct {
	Columns []importer.Column `json:"columns" nullable:"false"`
}

func (d Deps) columns(context.Context, *struct{}) (*Answer[Columns], error) {
	return &Answer[Columns]{Columns{importer.Columns()}}, nil
}

type sheetIn struct {
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

// Sheet is the first sheet of a workbook, row by row.
type Sheet struct {
	Rows [][]string `json:"rows" nullable:"false"`
}

// sheet unpacks a workbook into its cells. Nothing of it is kept.
func (d Deps) sheet(_ context.Context, in *sheetIn) (*Answer[Sheet], error) {
	rows, err := importer.Sheet(bytes.NewReader(in.RawBody), sheetRows)
	if err != nil {
		return nil, wrongTable(err)
	}
	return &Answer[Sheet]{Sheet{rows}}, nil
}

type tableIn struct {
	Body struct {
		Columns []string   `json:"columns" minItems:"1" maxItems:"64" doc:"每列的字段名，不用的列为空。"`
		Rows    [][]string `json:"rows" minItems:"1" maxItems:"200" doc:"各行的单元格。"`
	}
}

// CellProblem is something that is wrong in one cell.
type CellProblem struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// RowRead is one row as a document, or what is wrong with it.
type RowRead struct {
	Document *models.DocumentContent `json:"document,omitempty" doc:"有错或带密级标志时为空。"`
	Problems []CellProblem           `json:"problems" nullable:"false"`
}

// TableRead is a table row by row.
type TableRead struct {
	Rows []RowRead `json:"rows" nullable:"false"`
}

// readTable makes documents of cells, as a file of many is read. Nothing is
// kept; of a row with a mark of secrecy nothing comes back either.
func (d Deps) readTable(ctx context.Context, in *tableIn) (*Answer[TableRead], error) {
	out := TableRead{Rows: make([]RowRead, len(in.Body.Rows))}
	for i, cells := range in.Body.Rows {
		content, err := importer.Cells(in.Body.Columns, cells)
		wrong, ofRow := errors.AsType[importer.Problems](err)
		row := RowRead{Problems: []CellProblem{}}
		switch {
		case secret(cells, wrong):
			refused := fault.From(d.Texts.refuse(ctx))
			row.Problems = append(row.Problems, CellProblem{Code: refused.Code, Detail: refused.Detail})
		case ofRow:
			for _, p := range wrong {
				row.Problems = append(row.Problems, CellProblem{Field: p.Field, Code: p.Code, Detail: p.Detail})
			}
		case err != nil:
			return nil, wrongTable(err).At("columns")
		default:
			row.Document = &content
		}
		out.Rows[i] = row
	}
	return &Answer[TableRead]{out}, nil
}

// secret says whether a row carries a mark in any cell, used or not, or says of
// itself that it is classified.
func secret(cells []string, wrong importer.Problems) bool {
	for _, cell := range cells {
		if _, found := classified.Find(cell); found {
			return true
		}
	}
	return slices.ContainsFunc(wrong, func(p importer.Problem) bool { return p.Code == classified.Code })
}

// wrongTable is what is wrong with a whole table, as wrong input.
func wrongTable(err error) *fault.Fault {
	f := fault.From(err)
	return fault.New(fault.Invalid, f.Code, "%s", f.Detail).Because(err)
}
