package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	mysqldriver "github.com/go-sql-driver/mysql"
	"github.com/stretchr/testify/assert"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
)

func number(n uint16) error { return &mysqldriver.MySQLError{Number: n, Message: "said by the server"} }

// goneAway is what a statement may come to while its server is killed, stopped,
// restarted or cut off.
var goneAway = map[string]error{
	"conn is bad":             driver.ErrBadConn,
	"conn is invalid":         mysqldriver.ErrInvalidConn,
	"conn broke as it began":  errors.New("bad connection"), // the driver's errBadConnNoWrite
	"packet is malformed":     mysqldriver.ErrMalformPkt,
	"packets out of order":    mysqldriver.ErrPktSync,
	"packets out of order 2":  mysqldriver.ErrPktSyncMul,
	"buffer is busy":          mysqldriver.ErrBusyBuffer,
	"answer ends":             io.EOF,
	"answer ends in a packet": io.ErrUnexpectedEOF,
	"refused":                 &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)},
	"reset":                   &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)},
	"broken pipe":             &net.OpError{Op: "write", Err: os.NewSyscallError("write", syscall.EPIPE)},
	"socket is gone":          &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENOENT)},
	"no such host":            &net.DNSError{Err: "no such host", Name: "mysql"},
	"closed by us":            &net.OpError{Op: "read", Err: net.ErrClosed},
	"read took too long":      os.ErrDeadlineExceeded,
	"act took too long":       context.DeadlineExceeded,
	"conn is done":            sql.ErrConnDone,
	"transaction is done":     sql.ErrTxDone,
	"pool is closed":          errors.New("sql: database is closed"),
	"rows are closed":         errors.New("sql: Rows are closed"),
	"too many connections":    number(1040),
	"shutting down":           number(1053),
	"host is blocked":         number(1129),
	"conn aborted":            number(1152),
	"read error":              number(1158),
	"write timed out":         number(1161),
	"new conn aborted":        number(1184),
	"statement interrupted":   number(1317),
	"conn killed":             number(1927),
	"session killed":          number(3169),
	"offline":                 number(3032),
	"not available":           number(3168),
	"idle for too long":       number(4031),
	"engine failed":           number(1030),
	"commit failed":           number(1180),
	"disk is full":            number(1021),
	"only reads":              number(1290),
	"replica only reads":      number(1836),
	"transaction only reads":  number(1792),
	"no node":                 number(1047),
	"proxy: gone away":        number(2006),
	"proxy: lost":             number(2013),
	"deadlock":                number(1213),
	"lock wait":               number(1205),
}

func TestWhateverAServerThatGoesAwaySaysIsUnavailable(t *testing.T) {
	dialect := mysqlDialector{&mysql.Dialector{Config: &mysql.Config{}}}
	for name, err := range goneAway {
		for how, wrapped := range map[string]error{"": err, ", wrapped": fmt.Errorf("begin: %w", err)} {
			// A statement's error is translated by its dialect, an act's by its commit.
			for where, got := range map[string]error{
				"statement": asFault(dialect.Translate(wrapped)), "transaction": asFault(wrapped),
			} {
				if errors.Is(err, context.DeadlineExceeded) && where == "transaction" {
					continue // stays the end of a context, which every border makes Unavailable
				}
				f := fault.From(got)
				assert.Equal(t, fault.Unavailable, f.Kind, "%s%s, of a %s", name, how, where)
				assert.Equal(t, "DATABASE_AWAY", f.Code, "%s%s, of a %s", name, how, where)
				assert.NotContains(t, f.Detail, "said by the server")
			}
		}
	}
}

func TestAMistakeOfOursIsNotAnExcuse(t *testing.T) {
	dialect := mysqlDialector{&mysql.Dialector{Config: &mysql.Config{}}}
	for name, err := range map[string]error{
		"syntax": number(1064), "no table": number(1146), "no column": number(1054), "too long": number(1406),
		"append-only": number(1644), "null": number(1048), "packet too large": mysqldriver.ErrPktTooLarge,
		"not found": gorm.ErrRecordNotFound, "no rows": sql.ErrNoRows, "ours": errors.New("store: a mistake"),
	} {
		assert.Equal(t, fault.Internal, fault.KindOf(asFault(dialect.Translate(err))), name)
	}
}

func TestATransactionThatKeepsDeadlockingIsUnavailable(t *testing.T) {
	for _, n := range []uint16{mysqlDeadlock, mysqlLockTimeout} {
		tries := 0
		err := retryDeadlocked(t.Context(), func() error {
			tries++
			return fmt.Errorf("update: %w", number(n))
		})
		assert.Equal(t, attempts, tries)
		assert.Equal(t, fault.Unavailable, fault.KindOf(err))
	}
	want := errors.New("a mistake")
	assert.Equal(t, want, retryDeadlocked(t.Context(), func() error { return want }))
}
