package store

import (
	"context"
	"database/sql"
	"database/sql/driver"

	sqlitelib "modernc.org/sqlite"
)

// parsedSQLite is the name of SQLite's driver with the statements of each
// connection kept parsed: parsing is a fifth of a commit, and the same forty
// statements come again with every act. (GORM's own cache, PrepareStmt, waits
// for a second connection while it holds one: under load it stands still.)
const parsedSQLite = "sqlite-parsed"

// keptStatements is how many statements a connection keeps parsed.
const keptStatements = 200

// The registry of drivers is the process's; there is no other place for this.
func init() { sql.Register(parsedSQLite, parsedDriver{&sqlitelib.Driver{}}) }

type parsedDriver struct{ driver.Driver }

// Open opens a connection.
func (d parsedDriver) Open(name string) (driver.Conn, error) {
	c, err := d.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return &parsedConn{sqliteConn: c.(sqliteConn), kept: map[string]keptStatement{}}, nil
}

// sqliteConn is what the driver's connection can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// parsedConn is a connection; database/sql gives it to one goroutine at a time.
type parsedConn struct {
	sqliteConn
	kept map[string]keptStatement // not in use now
	uses int                      // of all statements so far
}

// keptStatement is a parsed statement; used is when it was last put back.
type keptStatement struct {
	driver.Stmt
	used int
}

// take takes a parsed statement out, or parses it. While its rows are open it
// is not kept, so that the same statement may run inside.
func (c *parsedConn) take(ctx context.Context, query string) (driver.Stmt, error) {
	if s, ok := c.kept[query]; ok {
		delete(c.kept, query)
		return s.Stmt, nil
	}
	return c.PrepareContext(ctx, query)
}

// keep puts a statement back for the next time.
func (c *parsedConn) keep(query string, s driver.Stmt) error {
	if _, twice := c.kept[query]; twice {
		return s.Close()
	}
	c.uses++
	c.kept[query] = keptStatement{s, c.uses}
	if len(c.kept) <= keptStatements {
		return nil
	}
	oldest := query
	for q, k := range c.kept {
		if k.used < c.kept[oldest].used {
			oldest = q
		}
	}
	old := c.kept[oldest]
	delete(c.kept, oldest)
	return old.Close()
}

// ExecContext runs a statement without rows.
func (c *parsedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.(driver.StmtExecContext).ExecContext(ctx, args)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return result, c.keep(query, s)
}

// QueryContext runs a statement with rows.
func (c *parsedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return &parsedRows{sqliteRows: rows.(sqliteRows), conn: c, query: query, stmt: s}, nil
}

// Close closes the connection and what it kept.
func (c *parsedConn) Close() error {
	for _, s := range c.kept {
		_ = s.Close()
	}
	return c.sqliteConn.Close()
}

// sqliteRows is what the driver's rows can do.
type sqliteRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// parsedRows give their statement back when they are closed.
type parsedRows struct {
	sqliteRows
	conn  *parsedConn
	query string
	stmt  driver.Stmt
}

// Close closes the rows.
func (r *parsedRows) Close() error {
	if r.stmt == nil {
		return nil
	}
	s := r.stmt
	r.stmt = nil
	if err := r.sqliteRows.Close(); err != nil {
		_ = s.Close()
		return err
	}
	return r.conn.keep(r.query, s)
}
