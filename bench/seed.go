package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/oklog/ulid/v2"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/models/store"
)

// listed are the tables with a column case_id that lists and pages read beside
// one another; told are those that are only ever read by the id of one case.
// Search rows are written through the store, which makes their tokens.
var (
	listed = []string{
		"cases", "tasks", "opinions", "clocks", "clock_entries", "inbox", "case_access", "deliveries", "documents", "document_versions",
	}
	told = []string{"events", "commands"}
)

// clone multiplies a case in the record: the rows of the tables that belong to
// it, under new ids. The ledger of a clone has the hashes of its original, so
// the record does not pass `renda verify`; it is for measuring only.
func clone(ctx context.Context, a *app.App, tables []string, template string, n int) ([]string, error) {
	db, err := openRaw(a)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	ids := make([]string, n)
	for i := range ids {
		ids[i] = ulid.Make().String()
	}
	const batch = 2000
	for rest := ids; len(rest) > 0; {
		now := rest[:min(batch, len(rest))]
		rest = rest[len(now):]
		if err := cloneBatch(ctx, db, tables, template, now); err != nil {
			return nil, err
		}
	}
	return ids, cloneSearch(ctx, a, ids)
}

func cloneBatch(ctx context.Context, db *sql.DB, tables []string, template string, ids []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := writeIDs(ctx, tx, ids); err != nil {
		return err
	}
	for _, table := range tables {
		if err := cloneRows(ctx, tx, table, template); err != nil {
			return fmt.Errorf("clone %s: %w", table, err)
		}
	}
	return tx.Commit()
}

// openRaw opens the record beside the store.
func openRaw(a *app.App) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+a.Config.DBDSN+"?_pragma=busy_timeout(60000)&_pragma=synchronous(OFF)&_txlock=immediate")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

func writeIDs(ctx context.Context, tx *sql.Tx, ids []string) error {
	if _, err := tx.ExecContext(ctx, "CREATE TEMP TABLE IF NOT EXISTS clone_ids (id TEXT PRIMARY KEY)"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM clone_ids"); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO clone_ids VALUES (?)")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for _, id := range ids {
		if _, err := insert.ExecContext(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// cloneRows writes the template's rows of a table once for every id. Whatever
// names the template names the clone, and the ids of acts get the clone's.
func cloneRows(ctx context.Context, tx *sql.Tx, table, template string) error {
	rows, err := tx.QueryContext(ctx, "SELECT name, type FROM pragma_table_info(?)", table)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var names, values []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return err
		}
		value := "t." + name
		switch {
		case table == "commands" && name == "id", name == "command_id":
			value = "clone_ids.id || ':' || t." + name
		case kind == "TEXT":
			value = "replace(t." + name + ", '" + template + "', clone_ids.id)"
		}
		names, values = append(names, name), append(values, value)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	column := "case_id"
	if table == "cases" {
		column = "id"
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") SELECT "+strings.Join(values, ", ")+
		" FROM "+table+" t, clone_ids WHERE t."+column+" = ?", template)
	return err
}

// rare is a word that only so many of the clones have, however many there are.
const (
	rare      = "稀见事项"
	rareCases = 20
)

// cloneSearch makes the clones findable: a title and a body each.
func cloneSearch(ctx context.Context, a *app.App, ids []string) error {
	const batch = 200
	for done := 0; len(ids) > 0; done += batch {
		now := ids[:min(batch, len(ids))]
		ids = ids[len(now):]
		var rows []store.SearchRow
		for i, id := range now {
			title := "关于水库除险加固资金的请示 " + id
			if done+i < rareCases {
				title += rare
			}
			rows = append(rows,
				store.SearchRow{CaseID: id, Kind: store.SearchTitle, Text: title},
				store.SearchRow{CaseID: id, Kind: store.SearchBody, Text: "现将水库除险加固资金的有关情况请示如下，请予研究。"})
		}
		if err := a.Store.PutSearch(ctx, rows...); err != nil {
			return err
		}
	}
	return nil
}
