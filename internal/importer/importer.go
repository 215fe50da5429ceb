// Package importer takes documents in from a file of many: JSON Lines, CSV or a
// spreadsheet. Each row goes through the API as if its owner had typed it in,
// under a key made of its words: a file that is imported again, or after a
// failure half-way, takes in only what is not there yet.
package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// Row is one document of a file with its place in it: the line, or the row of
// the sheet, from 1.
type Row struct {
	Number   int
	Document models.DocumentContent
}

// Problem is why a row was not taken in, or what one should look at.
type Problem struct {
	Row    int
	Field  string // as the file calls it, or as the API does
	Code   string
	Detail string
	// Warning: the row was (or would be) taken in all the same.
	Warning bool
}

// Report is what became of a file.
type Report struct {
	Rows     int
	Imported int // of a dry run: would be imported
	Failed   int
	Problems []Problem
}

// Target takes rows in; see Client.
type Target interface {
	// Import takes a document in under the key and returns the id of its case.
	Import(ctx context.Context, key string, document models.DocumentContent) (string, error)
	// Refused notes that a row was refused on this machine because of a mark of
	// secrecy: that it was, and nothing of it.
	Refused(ctx context.Context) error
	// Try says what there is against a document: problems and warnings.
	Try(ctx context.Context, document models.DocumentContent) ([]Problem, error)
}

// Options of a run.
type Options struct {
	DryRun bool
	// Progress is told after every row how many are done.
	Progress func(done int)
}

// Run takes in all rows of a file. Rows that cannot be taken in are told in the
// report and do not stop the others; an error means that the run stopped, and
// running it again goes on where it stopped.
func Run(ctx context.Context, file File, target Target, options Options) (Report, error) {
	report, seen := Report{}, map[string]int{}
	for {
		row, err := file.Next()
		if errors.Is(err, io.EOF) {
			return report, nil
		}
		report.Rows++
		read := err == nil
		if read {
			err = take(ctx, row, target, options, seen, &report)
		}
		if stop := told(ctx, target, err, read); stop != nil {
			return report, stop
		}
		if stop := report.note(row.Number, err); stop != nil {
			return report, stop
		}
		if options.Progress != nil {
			options.Progress(report.Rows)
		}
	}
}

// told leaves the neutral line of a refusal on the server, where a paper with a
// mark was kept from leaving this machine: found while the file was read, or in
// the words of the row. A server that cannot note it stops
// the run. What the server refused itself it has noted.
func told(ctx context.Context, target Target, err error, read bool) error {
	var here bool
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		here = f.Code == classified.Code
	} else if list, ok := errors.AsType[Problems](err); ok && !read {
		here = slices.ContainsFunc(list, func(p Problem) bool { return p.Code == classified.Code })
	}
	if here {
		return target.Refused(ctx)
	}
	return nil
}

// take takes in one row.
func take(ctx context.Context, row Row, target Target, options Options, seen map[string]int, report *Report) error {
	if marked(row.Document) {
		return classified.Refused()
	}
	if options.DryRun {
		problems, err := target.Try(ctx, row.Document)
		for _, p := range problems {
			p.Row = row.Number
			report.Problems = append(report.Problems, p)
			if !p.Warning && err == nil {
				err = errTold
			}
		}
		return err
	}
	key, err := keyOf(row.Document, seen)
	if err != nil {
		return err
	}
	_, err = target.Import(ctx, key, row.Document)
	return err
}

// errTold is a failure whose reasons are in the report already.
var errTold = errors.New("told")

// note counts a row and tells what is wrong with it. What is no fault of the
// row (the server away, the token refused) stops the run.
func (r *Report) note(row int, err error) error {
	if err == nil {
		r.Imported++
		return nil
	}
	if errors.Is(err, errTold) {
		r.Failed++
		return nil
	}
	if list, ok := errors.AsType[Problems](err); ok {
		r.Failed++
		for _, p := range list {
			p.Row = row
			r.Problems = append(r.Problems, p)
		}
		return nil
	}
	f := fault.From(err)
	if f.Kind != fault.Invalid && f.Kind != fault.Conflict && f.Kind != fault.NotFound && f.Kind != fault.TooLarge {
		return err
	}
	r.Failed++
	r.Problems = append(r.Problems, Problem{Row: row, Field: f.Field, Code: f.Code, Detail: f.Detail})
	return nil
}

// Problems are all that is wrong with one row.
type Problems []Problem

// Error is for logs.
func (p Problems) Error() string { return strconv.Itoa(len(p)) + " problems in a row" }

// keyOf names a row by its words; the second of two equal rows has a key of its
// own.
func keyOf(document models.DocumentContent, seen map[string]int) (string, error) {
	bytes, err := json.Marshal(document)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(bytes)
	words := hex.EncodeToString(sum[:16])
	seen[words]++
	return fmt.Sprintf("import-%s-%d", words, seen[words]), nil
}

// marked keeps a paper with a mark of secrecy from leaving this machine.
func marked(document models.DocumentContent) bool {
	for _, word := range document.Words() {
		if _, found := classified.Find(word); found {
			return true
		}
	}
	return false
}
