package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	sqlitelib "modernc.org/sqlite" // also registers the driver "sqlite"
)

// sqlitePools are the connections to a file: one that writes, and some that
// read beside it. SQLite has one writer at a time; a connection of its own lets
// writers queue in memory rather than poll the file, keeps their pages (a
// connection drops its own when another one wrote) and their statements.
type sqlitePools struct {
	read, write *sql.DB
	writer      *sqliteWriter
}

func openSQLite(file string, readers int) (*sqlitePools, error) {
	connector, err := sqlitelib.NewConnector(sqliteDSN(file))
	if err != nil {
		return nil, err
	}
	keeping := statementKeeper{connector}
	p := &sqlitePools{read: sql.OpenDB(keeping), write: sql.OpenDB(keeping), writer: newSQLiteWriter()}
	p.read.SetMaxOpenConns(readers)
	p.read.SetMaxIdleConns(readers)
	p.write.SetMaxOpenConns(1)
	return p, nil
}

// close gives the connections back.
func (p *sqlitePools) close() error {
	p.writer.end()
	return errors.Join(p.write.Close(), p.read.Close())
}

// BeginTx begins a transaction; all are for writing.
func (p *sqlitePools) BeginTx(ctx context.Context, options *sql.TxOptions) (*sql.Tx, error) {
	return p.write.BeginTx(ctx, options)
}

// ExecContext runs a statement outside of a transaction.
func (p *sqlitePools) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return p.write.ExecContext(ctx, query, args...)
}

// QueryContext reads outside of a transaction.
func (p *sqlitePools) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return p.read.QueryContext(ctx, query, args...)
}

// QueryRowContext reads outside of a transaction.
func (p *sqlitePools) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return p.read.QueryRowContext(ctx, query, args...)
}

// PrepareContext prepares a statement that reads.
func (p *sqlitePools) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return p.read.PrepareContext(ctx, query)
}

// GetDBConn is what gorm takes for the whole pool: pings and migrations.
func (p *sqlitePools) GetDBConn() (*sql.DB, error) { return p.read, nil }

// statementKeeper opens connections that keep their statements parsed: parsing
// takes SQLite longer than running most of ours.
type statementKeeper struct{ driver.Connector }

// Connect opens one.
func (k statementKeeper) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(sqliteConn)
	if !ok {
		return opened, nil // a driver of another make parses every time
	}
	return &keepingConn{sqliteConn: conn, kept: map[string]*keptStatement{}}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is what the driver's statements can do.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
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

// mostKept is how many statements a connection keeps; the texts of ours differ
// by the number of rows they write.
const mostKept = 200

type keptStatement struct {
	sqliteStmt
	busy bool  // its rows are being read
	used int64 // when it was last taken
}

// keepingConn is a connection with its statements. database/sql uses it from
// one goroutine at a time.
type keepingConn struct {
	sqliteConn
	kept  map[string]*keptStatement
	taken int64
	inTx  bool
}

// BeginTx begins a transaction. Its statements are not interrupted: each takes
// far less than what a watch over its context costs, and the transaction as a
// whole still ends with its context.
func (c *keepingConn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := c.sqliteConn.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	c.inTx = true
	return &keepingTx{Tx: tx, conn: c}, nil
}

type keepingTx struct {
	driver.Tx
	conn *keepingConn
}

// Commit ends the transaction.
func (t *keepingTx) Commit() error {
	t.conn.inTx = false
	return t.Tx.Commit()
}

// Rollback ends the transaction.
func (t *keepingTx) Rollback() error {
	t.conn.inTx = false
	return t.Tx.Rollback()
}

// ExecContext runs a statement.
func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !c.inTx {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.ExecContext(context.WithoutCancel(ctx), args)
}

// QueryContext asks.
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	if c.inTx {
		ctx = context.WithoutCancel(ctx)
	}
	found, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	rows, ok := found.(sqliteRows)
	if !ok {
		delete(c.kept, query) // nobody would tell when it is free again
		return found, nil
	}
	s.busy = true
	return &keptRows{sqliteRows: rows, statement: s}, nil
}

type keptRows struct {
	sqliteRows
	statement *keptStatement
}

// Close gives the statement back.
func (r *keptRows) Close() error {
	err := r.sqliteRows.Close()
	r.statement.busy = false
	return err
}

// take finds the statement, or parses it; nil when it is at work already.
func (c *keepingConn) take(ctx context.Context, query string) (*keptStatement, error) {
	c.taken++
	s, ok := c.kept[query]
	switch {
	case ok && s.busy:
		return nil, nil
	case !ok:
		prepared, err := c.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		able, ok := prepared.(sqliteStmt)
		if !ok {
			return nil, prepared.Close()
		}
		c.forget()
		s = &keptStatement{sqliteStmt: able}
		c.kept[query] = s
	}
	s.used = c.taken
	return s, nil
}

// forget makes room for another statement: the one not taken for longest goes.
func (c *keepingConn) forget() {
	if len(c.kept) < mostKept {
		return
	}
	var oldest string
	for query, s := range c.kept {
		if !s.busy && (oldest == "" || s.used < c.kept[oldest].used) {
			oldest = query
		}
	}
	if s, ok := c.kept[oldest]; ok {
		_ = s.Close()
		delete(c.kept, oldest)
	}
}

// Close gives everything back.
func (c *keepingConn) Close() error {
	for _, s := range c.kept {
		_ = s.Close()
	}
	return c.sqliteConn.Close()
}
