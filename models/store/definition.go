package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Tables are the process tables there are: the shipped ones, and those that an
// organ has put in their place.
type Tables struct {
	store   *Store
	shipped []process.Definition
}

// NewTables checks the shipped tables: the first flaw is the error.
func NewTables(s *Store, shipped []process.Definition) (*Tables, error) {
	for _, d := range shipped {
		if err := d.Check(); err != nil {
			return nil, err
		}
	}
	return &Tables{store: s, shipped: shipped}, nil
}

// Keys lists the processes in the order people expect.
func (t *Tables) Keys() []string {
	keys := make([]string, len(t.shipped))
	for i, d := range t.shipped {
		keys[i] = d.Key
	}
	return keys
}

type definitionRow struct {
	Organ      string
	ProcessKey string
	Version    int
	Body       string
	SetBy      string
	SetAt      time.Time
}

func (definitionRow) TableName() string { return "definitions" }

// Definition is the table an organ opens cases with: its own newest one, or the
// shipped one. An organ of "" asks for the shipped one. NotFound, NO_PROCESS.
func (t *Tables) Definition(ctx context.Context, key, organ string) (process.Definition, error) {
	i := slices.IndexFunc(t.shipped, func(d process.Definition) bool { return d.Key == key })
	if i < 0 {
		return process.Definition{}, fault.New(fault.NotFound, "NO_PROCESS", wordsNoProcess)
	}
	if organ == "" {
		return t.shipped[i], nil
	}
	row, err := t.store.newestTable(ctx, key, organ)
	if err != nil || row.Body == "" {
		return t.shipped[i], err
	}
	return row.table()
}

// newestTable is what the organ set last; an empty row when it never set
// anything, a row without a body when it went back to the shipped table.
func (s *Store) newestTable(ctx context.Context, key, organ string) (definitionRow, error) {
	var row definitionRow
	err := s.DB(ctx).Where("organ = ? AND process_key = ?", organ, key).Order("version DESC").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return definitionRow{}, nil
	}
	return row, asFault(err)
}

func (r definitionRow) table() (process.Definition, error) {
	var d process.Definition
	return d, json.Unmarshal([]byte(r.Body), &d)
}

// SetDefinition gives an organ a table of its own for cases opened from now on.
// It must pass process.Definition.Check (Invalid, BAD_DEFINITION), replace a
// shipped one (NotFound, NO_PROCESS) and keep its guards (Invalid,
// DEFINITION_GUARDS), and have a version above all the organ had (Conflict,
// OLD_DEFINITION). It is told to the security log.
func (t *Tables) SetDefinition(ctx context.Context, organ string, d process.Definition, by models.By) error {
	newest, err := t.newestVersion(ctx, d.Key, organ)
	if err != nil {
		return err
	}
	flaws, err := t.Flaws(ctx, d)
	if err != nil {
		return err
	}
	if len(flaws) > 0 {
		return flawed(flaws)
	}
	if d.Version <= newest {
		return fault.New(fault.Conflict, codeOldDefinition, wordsOldDefinition, newest).At("definition.version")
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return t.putTable(ctx, definitionRow{Organ: organ, ProcessKey: d.Key, Version: d.Version, Body: string(body)}, by)
}

// ResetDefinition lets the organ open its cases by the shipped table again,
// that of later releases too. What it had is kept. Twice is once.
func (t *Tables) ResetDefinition(ctx context.Context, key, organ string, by models.By) error {
	newest, err := t.newestVersion(ctx, key, organ)
	if err != nil {
		return err
	}
	row, err := t.store.newestTable(ctx, key, organ)
	if err != nil || row.Body == "" {
		return err
	}
	return t.putTable(ctx, definitionRow{Organ: organ, ProcessKey: key, Version: newest + 1}, by)
}

// newestVersion is the greatest version that the organ had or has.
func (t *Tables) newestVersion(ctx context.Context, key, organ string) (int, error) {
	now, err := t.Definition(ctx, key, organ)
	if err != nil {
		return 0, err
	}
	row, err := t.store.newestTable(ctx, key, organ)
	return max(now.Version, row.Version), err
}

func (t *Tables) putTable(ctx context.Context, row definitionRow, by models.By) error {
	if _, err := t.store.Unit(ctx, row.Organ); err != nil {
		return err
	}
	row.SetBy, row.SetAt = by.PersonID, utc(by.At)
	return asFault(t.store.Tx(ctx, func(tx *Store) error {
		err := tx.DB(ctx).Create(&row).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) { // somebody set one in the same moment
			return fault.New(fault.Conflict, codeOldDefinition, wordsOldDefinition, row.Version).At("definition.version")
		}
		if err != nil {
			return err
		}
		entry := by.Entry(models.SecSettings, "definition", row.Organ)
		entry.Detail = map[string]string{"process": row.ProcessKey, "version": strconv.Itoa(row.Version)}
		if row.Body == "" {
			entry.Detail["action"] = "reset"
		}
		return tx.Record(ctx, entry)
	}))
}

// Flaws are what keeps a table from being used in place of the shipped one of
// its key: flaws of the table itself, or guards that it takes away. NotFound,
// NO_PROCESS.
func (t *Tables) Flaws(ctx context.Context, d process.Definition) ([]models.TableFlaw, error) {
	shipped, err := t.Definition(ctx, d.Key, "")
	if err != nil {
		return nil, err
	}
	var flaws []models.TableFlaw
	if bad, ok := errors.AsType[*process.BadDefinition](d.Check()); ok {
		for _, f := range bad.Flaws {
			flaws = append(flaws, models.TableFlaw{Step: f.Step, Code: codeBadDefinition, Detail: f.Problem})
		}
	}
	return append(flaws, unguarded(&shipped, &d)...), nil
}

// flawed refuses a table with all its flaws; the first one's code is the whole's.
func flawed(flaws []models.TableFlaw) error {
	code, words := flaws[0].Code, wordsBadDefinition
	if code == codeGuards {
		words = flaws[0].Detail
	}
	var all models.FieldErrors
	for _, f := range flaws {
		field := "definition"
		if f.Step != "" {
			field += ".steps." + f.Step
		}
		all = append(all, models.FieldError{Field: field, Code: f.Code, Detail: f.Detail})
	}
	return fault.New(fault.Invalid, code, "%s", words).Because(all)
}

// unguarded are the guards that a table takes away: the separation of duties, a
// signature or the need of one. One administrator must not be able to let
// people do alone what the shipped table asks two for.
func unguarded(shipped, d *process.Definition) []models.TableFlaw {
	var flaws []models.TableFlaw
	for i := range shipped.Steps {
		was := &shipped.Steps[i]
		is := d.Step(was.Key)
		guarded := was.Signs || was.NeedsSigned != nil || len(was.NotBy) > 0
		switch {
		case !guarded:
		case is == nil, was.Signs && !is.Signs, was.NeedsSigned != nil && !reflect.DeepEqual(was.NeedsSigned, is.NeedsSigned),
			slices.ContainsFunc(was.NotBy, func(key string) bool { return !slices.Contains(is.NotBy, key) }):
			flaws = append(flaws, models.TableFlaw{Step: was.Key, Code: codeGuards, Detail: fmt.Sprintf(wordsGuards, was.Title)})
		}
	}
	return flaws
}

// The codes of what is wrong with a table.
const (
	codeBadDefinition = "BAD_DEFINITION"
	codeGuards        = "DEFINITION_GUARDS"
	codeOldDefinition = "OLD_DEFINITION"
)

// What is said about process tables.
const (
	wordsNoProcess     = "没有这个流程。"
	wordsNoOwnTable    = "没有这个版本的流程。"
	wordsBadDefinition = "流程定义有误，未保存。"
	wordsGuards        = "“%s”环节的签署、须经签发和回避要求不得取消。"
	wordsOldDefinition = "流程定义的版本须大于已有的版本 %d。"
)
