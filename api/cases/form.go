package cases

import (
	"context"
	"maps"
	"slices"

	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// fieldOf finds a field of any step of a table.
func fieldOf(def process.Definition, key string) process.Field {
	for _, step := range def.Steps {
		for _, field := range step.Form {
			if field.Key == key {
				return field
			}
		}
	}
	return process.Field{}
}

func wantForm(book *names.Book, def process.Definition, form process.Form) {
	for key, list := range form {
		field := fieldOf(def, key)
		if slices.Contains(called, field.Type) {
			book.Want(list...)
		}
	}
}

// titleForms adds to the book what forms name beside persons and units: number
// series, files, and those cases that the viewer may see.
func (d Deps) titleForms(ctx context.Context, viewer models.Viewer, book *names.Book, def process.Definition, forms ...process.Form) error {
	var named store.Named
	for _, form := range forms {
		for key, list := range form {
			kind := map[process.FieldType]*[]string{
				process.FieldSeries: &named.Series, process.FieldFiles: &named.Files, process.FieldCase: &named.Cases,
			}[fieldOf(def, key).Type]
			if kind != nil {
				*kind = append(*kind, list...)
			}
		}
	}
	found, err := d.Record.TitlesOf(ctx, viewer, named)
	if err != nil {
		return err
	}
	book.Know(found)
	return nil
}

// values lists a form in the order of the table.
func values(book *names.Book, def process.Definition, form process.Form) []Value {
	list := []Value{}
	for _, key := range slices.Sorted(maps.Keys(form)) {
		if len(form[key]) == 0 {
			continue
		}
		field := fieldOf(def, key)
		v := Value{Key: key, Label: field.Label, Type: field.Type, Values: form[key]}
		for _, one := range form[key] {
			v.Texts = append(v.Texts, valueText(book, field, one))
		}
		list = append(list, v)
	}
	slices.SortStableFunc(list, func(a, b Value) int { return place(def, a.Key) - place(def, b.Key) })
	return list
}

func place(def process.Definition, key string) int {
	at := 0
	for _, step := range def.Steps {
		for _, field := range step.Form {
			if at++; field.Key == key {
				return at
			}
		}
	}
	return at + 1
}

// called are the types whose values are ids that have names.
var called = []process.FieldType{process.FieldPerson, process.FieldPersons, process.FieldUnit, process.FieldUnits}

func valueText(book *names.Book, field process.Field, value string) string {
	if slices.Contains(called, field.Type) {
		return book.Person(value)
	}
	if field.Type == process.FieldTick {
		return tickText(value)
	}
	if field.Type == process.FieldCase {
		return book.Name(value, wordsUnseenCase)
	}
	if slices.Contains([]process.FieldType{process.FieldSeries, process.FieldFiles}, field.Type) {
		return book.Name(value, value)
	}
	for _, option := range field.Options {
		if option.Value == value {
			return option.Label
		}
	}
	return value
}
