package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	sqlitelib "modernc.org/sqlite"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/process"
)

// errRaced says that somebody else wrote to the case first: begin again.
var errRaced = errors.New("store: another commit came first")

// MySQL's numbers for what going back and trying again heals.
const (
	mysqlDeadlock    = 1213
	mysqlLockTimeout = 1205
)

// deadlocked says whether the database undid a transaction for the sake of
// another one.
func deadlocked(err error) bool {
	failed, ok := errors.AsType[*mysqldriver.MySQLError](err)
	return ok && (failed.Number == mysqlDeadlock || failed.Number == mysqlLockTimeout)
}

// retryable says whether a commit may succeed when it is run again.
func retryable(err error) bool {
	return errors.Is(err, errRaced) || errors.Is(err, gorm.ErrDuplicatedKey)
}

// asFault gives a failure of the database its kind; faults and ends of contexts
// pass as they are. A database that is away, or busy for too long, is
// Unavailable: nothing was done, the caller may try again.
func asFault(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	if refusal, ok := errors.AsType[*process.Refusal](err); ok {
		return refused(refusal)
	}
	if isAway(err) || retryable(err) || deadlocked(err) {
		return away(err)
	}
	return err
}

// The primary codes of SQLite for a file that cannot be used now.
const (
	sqliteBusy   = 5
	sqliteLocked = 6
	sqliteIOErr  = 10
	sqliteFull   = 13
	sqliteNoOpen = 14
	sqliteWAL    = 15 // the locks of the log are taken
)

// mysqlAway are the numbers of MySQL and MariaDB for a server that goes, comes,
// is full, only reads, or ends a connection or statement for reasons of its
// own; and those of clients that a proxy in between passes on.
var mysqlAway = []uint16{
	1021, 1030, 1180, // the disk is full; the storage engine failed, or failed the commit, as when it is stopped
	1040, 1129, 1135, 1203, 1226, // no connection to spare
	1047,                   // a node that is not yet part of its cluster
	1053, 1927, 1317, 3169, // shutting down; the connection, statement or session was killed
	1152, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1184, // the connection broke
	1290, 1792, 1836, // only reads
	1969, 3024, 4031, // took too long, or was idle for too long
	2002, 2003, 2006, 2013, // of a proxy: no server behind it, or no longer
	3032, 3168, // offline
}

// brokenWords are how errors that have no name end: of the driver when a
// connection breaks while it is being made, of database/sql when a pool or an
// answer was closed.
var brokenWords = []string{"bad connection", "sql: database is closed", "sql: Rows are closed", "sql: statement is closed"}

// broken are what the drivers and database/sql say when a connection ends in
// the middle: between two statements, in an answer, or before the commit.
var broken = []error{
	driver.ErrBadConn, io.EOF, io.ErrUnexpectedEOF, sql.ErrConnDone, sql.ErrTxDone,
	mysqldriver.ErrInvalidConn, mysqldriver.ErrMalformPkt, mysqldriver.ErrPktSync, mysqldriver.ErrPktSyncMul,
	mysqldriver.ErrBusyBuffer,
}

func isAway(err error) bool {
	if slices.ContainsFunc(broken, func(b error) bool { return errors.Is(err, b) }) {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	if failed, ok := errors.AsType[*sqlitelib.Error](err); ok {
		switch failed.Code() & 0xff {
		case sqliteBusy, sqliteLocked, sqliteIOErr, sqliteFull, sqliteNoOpen, sqliteWAL:
			return true
		}
	}
	if failed, ok := errors.AsType[*mysqldriver.MySQLError](err); ok {
		return slices.Contains(mysqlAway, failed.Number)
	}
	return slices.ContainsFunc(brokenWords, func(words string) bool { return strings.HasSuffix(err.Error(), words) })
}

// refused makes the kernel's refusal a fault.
func refused(r *process.Refusal) *fault.Fault {
	kind := map[process.RefusalKind]fault.Kind{
		process.Denied: fault.Denied, process.Conflict: fault.Conflict, process.Invalid: fault.Invalid,
	}[r.Kind]
	f := fault.New(kind, string(r.Code), "%s", r.Detail).At(r.Field)
	for key, value := range r.Args {
		f = f.With(key, value)
	}
	return f
}
