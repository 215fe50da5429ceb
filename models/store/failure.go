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
)

// broken are what the drivers and database/sql say when a connection ends in
// the middle: between two statements, in an answer, or before the commit.
var broken = []error{
	driver.ErrBadConn, io.EOF, io.ErrUnexpectedEOF, sql.ErrConnDone, sql.ErrTxDone,
	mysqldriver.ErrInvalidConn, mysqldriver.ErrMalformPkt, mysqldriver.ErrPktSync, mysqldriver.ErrPktSyncMul,
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
		case sqliteBusy, sqliteLocked, sqliteIOErr, sqliteFull:
			return true
		}
	}
	if failed, ok := errors.AsType[*mysqldriver.MySQLError](err); ok {
		// 1040 too many connections, 1053 shutdown, 1129/1158..1161 network, 1290 read-only, 1836 read-only, 3024 too long
		switch failed.Number {
		case 1040, 1053, 1129, 1158, 1159, 1160, 1161, 1290, 1836, 1927, 3024:
			return true
		}
	}
	return strings.Contains(err.Error(), "sql: database is closed")
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
