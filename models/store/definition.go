package store

import (
	"context"
	"encoding/json"
	"errors"
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
	var row definitionRow
	err := t.store.DB(ctx).Where("organ = ? AND process_key = ?", organ, key).Order("version DESC").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return t.shipped[i], nil
	}
	if err != nil {
		return process.Definition{}, asFault(err)
	}
	var d process.Definition
	return d, json.Unmarshal([]byte(row.Body), &d)
}

// SetDefinition gives an organ a table of its own for cases opened from now on.
// It must pass process.Definition.Check (Invalid, BAD_DEFINITION), replace a
// shipped one (NotFound, NO_PROCESS) and keep its guards (Invalid,
// DEFINITION_GUARDS), and have a version above the one it replaces (Conflict,
// OLD_DEFINITION). It is told to the security log.
func (t *Tables) SetDefinition(ctx context.Context, organ string, d process.Definition, by models.By) error {
	now, err := t.Definition(ctx, d.Key, organ)
	if err != nil {
		return err
	}
	if err := d.Check(); err != nil {
		return fault.New(fault.Invalid, "BAD_DEFINITION", wordsBadDefinition).Because(err).With("flaws", err.Error())
	}
	shipped, err := t.Definition(ctx, d.Key, "")
	if err != nil {
		return err
	}
	if step := unguarded(&shipped, &d); step != "" {
		return fault.New(fault.Invalid, "DEFINITION_GUARDS", wordsGuards, step).At("definition.steps")
	}
	if d.Version <= now.Version {
		return fault.New(fault.Conflict, "OLD_DEFINITION", wordsOldDefinition, now.Version)
	}
	if _, err := t.store.Unit(ctx, organ); err != nil {
		return err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return asFault(t.store.Tx(ctx, func(tx *Store) error {
		err := tx.DB(ctx).Create(&definitionRow{
			Organ: organ, ProcessKey: d.Key, Version: d.Version, Body: string(body), SetBy: by.PersonID, SetAt: utc(by.At),
		}).Error
		if err != nil {
			return err
		}
		entry := by.Entry(models.SecSettings, "definition", organ)
		entry.Detail = map[string]string{"process": d.Key, "version": strconv.Itoa(d.Version)}
		return tx.Record(ctx, entry)
	}))
}

// unguarded is the title of the first step that a table takes a guard from: the
// separation of duties, a signature or the need of one. One administrator must
// not be able to let people do alone what the shipped table asks two for.
func unguarded(shipped, d *process.Definition) string {
	for i := range shipped.Steps {
		was := &shipped.Steps[i]
		is := d.Step(was.Key)
		guarded := was.Signs || was.NeedsSigned != nil || len(was.NotBy) > 0
		switch {
		case !guarded:
		case is == nil, was.Signs && !is.Signs, was.NeedsSigned != nil && !reflect.DeepEqual(was.NeedsSigned, is.NeedsSigned),
			slices.ContainsFunc(was.NotBy, func(key string) bool { return !slices.Contains(is.NotBy, key) }):
			return was.Title
		}
	}
	return ""
}

// What is said about process tables.
const (
	wordsNoProcess     = "没有这个流程。"
	wordsBadDefinition = "流程定义有误，未保存。"
	wordsGuards        = "“%s”环节的签署、须经签发和回避要求不得取消。"
	wordsOldDefinition = "流程定义的版本须大于现用版本 %d。"
)
