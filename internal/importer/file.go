package importer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// File hands out the rows of a file one by one; io.EOF ends it. An error that is
// a fault or Problems concerns one row, with its number; the next call goes on.
type File interface {
	Next() (Row, error)
	io.Closer
}

// Limits of a file.
const (
	maxRows  = 50_000
	maxLine  = 4 << 20
	maxBytes = 200 << 20
)

// Open opens a file by its ending: .jsonl, .ndjson, .csv, .xlsx. Rows counts
// what is in it, for a progress bar.
func Open(path string) (File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("import file: %w", err)
	}
	if info.Size() > maxBytes {
		return nil, faultTooLarge()
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".jsonl", ".ndjson", ".json":
		return openLines(path)
	case ".csv":
		return openCSV(path)
	case ".xlsx":
		return openSheet(path)
	}
	return nil, faultEnding()
}

// lines is a file of JSON Lines; empty lines are passed over.
type lines struct {
	file    *os.File
	scanner *bufio.Scanner
	n       int
}

func openLines(path string) (File, error) {
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("import file: %w", err)
	}
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 0, 64<<10), maxLine)
	return &lines{file: file, scanner: scanner}, nil
}

// Next reads the next line that is not empty.
func (l *lines) Next() (Row, error) {
	for l.scanner.Scan() {
		l.n++
		line := bytes.TrimPrefix(bytes.TrimSpace(l.scanner.Bytes()), []byte("\ufeff"))
		if len(line) == 0 {
			continue
		}
		if !utf8.Valid(line) {
			return Row{Number: l.n}, faultEncoding()
		}
		document, err := object(line)
		return Row{Number: l.n, Document: document}, err
	}
	if err := l.scanner.Err(); err != nil {
		return Row{Number: l.n + 1}, fmt.Errorf("import file, line %d: %w", l.n+1, err)
	}
	return Row{}, io.EOF
}

// Close closes the file.
func (l *lines) Close() error { return l.file.Close() }

// table is a file with a row of names and rows of cells.
type table struct {
	heads []column
	next  func() ([]string, error)
	close func() error
	n     int
}

// openCSV reads a table of commas in UTF-8, or in GB18030 as offices save it.
func openCSV(path string) (File, error) {
	raw, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("import file: %w", err)
	}
	if !utf8.Valid(raw) {
		if raw, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err != nil {
			return nil, faultEncoding()
		}
	}
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	return newTable(reader.Read, func() error { return nil })
}

// openSheet reads the first sheet of a workbook, row by row. What it unpacks to
// is bounded.
func openSheet(path string) (File, error) {
	book, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: maxBytes, UnzipXMLSizeLimit: 32 << 20, RawCellValue: true})
	if err != nil {
		return nil, faultSheet(err)
	}
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return nil, errors.Join(faultSheet(err), book.Close())
	}
	next := func() ([]string, error) {
		if !rows.Next() {
			if err := rows.Error(); err != nil {
				return nil, faultSheet(err)
			}
			return nil, io.EOF
		}
		return rows.Columns()
	}
	return newTable(next, func() error { return errors.Join(rows.Close(), book.Close()) })
}

func newTable(next func() ([]string, error), closing func() error) (File, error) {
	t := &table{next: next, close: closing, n: 1}
	names, err := next()
	if errors.Is(err, io.EOF) {
		err = faultEmpty()
	}
	if err == nil {
		t.heads, err = heads(names)
	}
	if err != nil {
		return nil, errors.Join(err, closing())
	}
	return t, nil
}

// Next reads the next row that is not empty.
func (t *table) Next() (Row, error) {
	for {
		cells, err := t.next()
		if err != nil {
			return Row{Number: t.n + 1}, err
		}
		if t.n++; t.n > maxRows {
			return Row{Number: t.n}, faultTooMany()
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		document, err := document(t.heads, cells)
		return Row{Number: t.n, Document: document}, err
	}
}

// Close closes the file.
func (t *table) Close() error { return t.close() }

// Count is the number of rows of a file, for a progress bar; rows that cannot
// be read count too.
func Count(path string) (int, error) {
	file, err := Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	for n := 0; ; n++ {
		if _, err := file.Next(); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil && !ofRow(err) {
			return n, err
		}
	}
}
