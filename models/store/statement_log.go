package store

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

type countKey struct{}

// CountStatements returns a context under which every SQL statement (but BEGIN
// and COMMIT) adds one to the counter. Read it with atomic.LoadInt64 when
// statements may still run.
func CountStatements(ctx context.Context) (context.Context, *int64) {
	n := new(int64)
	return context.WithValue(ctx, countKey{}, n), n
}

// statementLog passes what gorm says on to slog, without the values of
// parameters: they are text of documents and names of people.
type statementLog struct {
	log  *slog.Logger
	slow time.Duration
}

func newStatementLog(cfg Config) logger.Interface {
	l := statementLog{log: cfg.Log, slow: cfg.Slow}
	if l.log == nil {
		l.log = slog.Default()
	}
	if l.slow == 0 {
		l.slow = 500 * time.Millisecond
	}
	return l
}

// LogMode is fixed: what is logged does not depend on the caller.
func (l statementLog) LogMode(logger.LogLevel) logger.Interface { return l }

// Info, Warn and Error are gorm's own remarks.
func (l statementLog) Info(ctx context.Context, text string, _ ...any) {
	l.log.DebugContext(ctx, "gorm", "remark", text)
}

// Warn is a remark that may matter.
func (l statementLog) Warn(ctx context.Context, text string, _ ...any) {
	l.log.WarnContext(ctx, "gorm", "remark", text)
}

// Error is a remark on a failure; the failure itself is returned.
func (l statementLog) Error(ctx context.Context, text string, _ ...any) {
	l.log.ErrorContext(ctx, "gorm", "remark", text)
}

// ParamsFilter keeps the values of parameters out of the log.
func (l statementLog) ParamsFilter(_ context.Context, statement string, _ ...any) (string, []any) {
	return statement, nil
}

// Trace is called once for every statement.
func (l statementLog) Trace(ctx context.Context, begin time.Time, fc func() (string, int64), err error) {
	if n, ok := ctx.Value(countKey{}).(*int64); ok {
		atomic.AddInt64(n, 1)
	}
	expected := err == nil || errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, gorm.ErrDuplicatedKey) ||
		errors.Is(err, context.Canceled)
	took := time.Since(begin)
	switch {
	case !expected:
		statement, _ := fc()
		l.log.WarnContext(ctx, "statement failed", "statement", statement, "took", took, "error", err)
	case took >= l.slow:
		statement, rows := fc()
		l.log.WarnContext(ctx, "slow statement", "statement", statement, "took", took, "rows", rows)
	}
}
