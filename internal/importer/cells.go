package importer

import (
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/zhihui-renda/renda/models"
)

// Column is one that a table of papers may have: its name in the API, and those
// that registers give it.
type Column struct {
	Key   string   `json:"key"`
	Names []string `json:"names" nullable:"false"`
}

// Columns are all that an import knows, in the order of a register.
func Columns() []Column {
	out := make([]Column, len(columns))
	for i, c := range columns {
		last := len(c.names) - 1
		out[i] = Column{Key: c.names[last], Names: c.names[:last]}
	}
	return out
}

// Cells reads one row of a table whose columns have these names; one without
// name is passed over. All that is wrong with the row is told at once, as
// Problems under the names of the API.
func Cells(names, cells []string) (models.DocumentContent, error) {
	found, err := heads(names)
	if err != nil {
		return models.DocumentContent{}, err
	}
	c, err := document(found, cells)
	wrong, ok := errors.AsType[Problems](err)
	for i := range wrong {
		if known, found := find(wrong[i].Field); ok && found {
			wrong[i].Field = known.names[len(known.names)-1]
		}
	}
	return c, err
}

// sheetBytes is what a workbook that somebody sends may unpack to.
const sheetBytes = 64 << 20

// Sheet reads the cells of the first sheet of a workbook, at most so many rows
// with anything in them. Days come as the numbers a spreadsheet keeps; Cells
// reads them.
func Sheet(r io.Reader, most int) ([][]string, error) {
	book, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: sheetBytes, UnzipXMLSizeLimit: 16 << 20, RawCellValue: true})
	if err != nil {
		return nil, faultSheet(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return nil, faultSheet(err)
	}
	defer func() { _ = rows.Close() }()
	var out [][]string
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, faultSheet(err)
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if len(cells) > maxColumns {
			return nil, faultTooWide()
		}
		if len(out) == most {
			return nil, faultMoreRows(most)
		}
		out = append(out, cells)
	}
	if err := rows.Error(); err != nil {
		return nil, faultSheet(err)
	}
	if len(out) == 0 {
		return nil, faultEmpty()
	}
	return out, nil
}

// maxColumns of a table.
const maxColumns = 64
