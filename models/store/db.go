// Package store keeps the record: it is the only package that names gorm. One
// file per aggregate; every method takes a context and may be called on the
// Store itself or on the one that Tx hands out.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	sqlitelib "modernc.org/sqlite"

	"github.com/zhihui-renda/renda/internal/fault"
)

// The drivers.
const (
	SQLite = "sqlite"
	MySQL  = "mysql"
)

// Config says where the record is.
type Config struct {
	Driver string // SQLite or MySQL
	// DSN is a file name for SQLite, "user:password@tcp(host:port)/database"
	// for MySQL; options the store needs are added.
	DSN string
	// MaxOpen connections; 0 means 8 for SQLite, 32 for MySQL.
	// SQLite: one of them writes, the others read.
	MaxOpen int
	// Slow statements are logged as warnings; 0 means 500 ms.
	Slow time.Duration
	Log  *slog.Logger // nil: slog.Default()
}

// Store is the record. The zero value is of no use; see Open.
type Store struct {
	db      *gorm.DB
	dialect string
	inTx    bool
	tables  *tableCache
	orgs    *orgCache
	few     int // see fewCases
}

// Open connects. It does not migrate. A database that does not answer is
// Unavailable, DATABASE_AWAY.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.MaxOpen == 0 {
		cfg.MaxOpen = map[string]int{SQLite: 8, MySQL: 32}[cfg.Driver]
	}
	dialector, err := dialectorOf(cfg)
	if err != nil {
		return nil, err
	}
	db, err := gorm.Open(dialector, &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		DisableAutomaticPing:   true,
		NowFunc:                func() time.Time { return time.Now().UTC() },
		Logger:                 newStatementLog(cfg),
	})
	if err != nil {
		if d, ok := dialector.(sqliteDialector); ok {
			err = errors.Join(err, d.pools.close())
		}
		return nil, away(err)
	}
	s := &Store{db: db, dialect: cfg.Driver, tables: newTableCache(), orgs: &orgCache{}, few: fewCases}
	if cfg.Driver == MySQL {
		pool, err := db.DB()
		if err != nil {
			return nil, err
		}
		pool.SetMaxOpenConns(cfg.MaxOpen)
		pool.SetMaxIdleConns(cfg.MaxOpen)
		pool.SetConnMaxLifetime(30 * time.Minute) // shorter than the server's wait_timeout
	}
	if err := s.Ping(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func dialectorOf(cfg Config) (gorm.Dialector, error) {
	switch cfg.Driver {
	case SQLite:
		pools, err := openSQLite(cfg.DSN, max(1, cfg.MaxOpen-1))
		if err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		return sqliteDialector{Dialector: sqlite.Dialector{Conn: pools}, pools: pools}, nil
	case MySQL:
		dsn, err := mysqlDSN(cfg.DSN)
		if err != nil {
			return nil, err
		}
		// The version is not asked for at start: the database may be away.
		return mysqlDialector{&mysql.Dialector{Config: &mysql.Config{DSN: dsn, SkipInitializeWithVersion: true}}}, nil
	}
	return nil, fmt.Errorf("store: no driver %q: it is %q or %q", cfg.Driver, SQLite, MySQL)
}

// sqliteDSN adds what correctness needs: immediate transactions (deferred ones
// lose writes under concurrency), a commit that is on the disk before it is
// answered (FULL: NORMAL may lose the last ones when the power fails), times as
// UTC text that sorts.
func sqliteDSN(file string) string {
	options := url.Values{
		"_pragma": {
			"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
			"cache_size(-16000)", "temp_store(2)",
		},
		"_txlock":      {"immediate"},
		"_time_format": {"sqlite"},
		"_timezone":    {"UTC"},
	}
	file = strings.TrimPrefix(file, "file:")
	return "file:" + file + "?" + options.Encode()
}

func mysqlDSN(dsn string) (string, error) {
	cfg, err := mysqldriver.ParseDSN(dsn)
	if err != nil {
		return "", errors.New("store: the MySQL DSN is not of the form user:password@tcp(host:port)/database")
	}
	cfg.ParseTime = true
	cfg.Loc = time.UTC
	cfg.InterpolateParams = true // one round trip a statement
	cfg.ClientFoundRows = true   // an update that changes nothing still finds its row
	cfg.RejectReadOnly = true
	if cfg.Timeout == 0 {
		cfg.Timeout = 5 * time.Second
	}
	if err := cfg.Apply(mysqldriver.Charset("utf8mb4", "")); err != nil {
		return "", err
	}
	if cfg.Params == nil {
		cfg.Params = map[string]string{}
	}
	cfg.Params["time_zone"] = "'+00:00'"
	cfg.Params["innodb_lock_wait_timeout"] = "10" // seconds; then the transaction is run again
	cfg.Params["sql_mode"] = "'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY'"
	return cfg.FormatDSN(), nil
}

// sqliteDialector reads the error codes of modernc, which the dialector, made
// for another driver, does not know.
type sqliteDialector struct {
	sqlite.Dialector
	pools *sqlitePools
}

// Translate names the constraint failures, and a database that is away.
func (d sqliteDialector) Translate(err error) error {
	var failed *sqlitelib.Error
	if !errors.As(err, &failed) {
		return awayOr(err)
	}
	switch failed.Code() {
	case 2067, 1555:
		return gorm.ErrDuplicatedKey
	case 787:
		return gorm.ErrForeignKeyViolated
	case 275:
		return gorm.ErrCheckConstraintViolated
	}
	return awayOr(err)
}

type mysqlDialector struct{ *mysql.Dialector }

// Translate names the constraint failures, and a database that is away.
func (d mysqlDialector) Translate(err error) error { return awayOr(d.Dialector.Translate(err)) }

// awayOr makes every statement on a database that is away fail with the same
// fault; other errors pass as they are.
func awayOr(err error) error {
	if _, ok := errors.AsType[*fault.Fault](err); !ok && isAway(err) {
		return away(err)
	}
	return err
}

// Close gives the connections back.
func (s *Store) Close() error {
	if pools, ok := s.db.ConnPool.(*sqlitePools); ok {
		return pools.close()
	}
	pool, err := s.db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// Ping asks whether the database answers; if not, Unavailable, DATABASE_AWAY.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.db.DB()
	if err != nil {
		return err
	}
	if err := pool.PingContext(ctx); err != nil {
		return away(err)
	}
	return nil
}

// Dialect is SQLite or MySQL.
func (s *Store) Dialect() string { return s.dialect }

// DB is the connection or transaction, for this package and for tests.
func (s *Store) DB(ctx context.Context) *gorm.DB { return s.db.WithContext(ctx) }

// Tx runs fn in one transaction: all of it, or nothing if fn returns an error.
// Inside a transaction it joins. When the database itself undid it, because of
// a deadlock, fn is run again: it may set what is outside, not add to it. On
// MySQL reads see what is committed at the moment (READ COMMITTED), so that a
// row read after waiting for a lock is new.
func (s *Store) Tx(ctx context.Context, fn func(tx *Store) error) error {
	if s.inTx {
		return fn(s)
	}
	return retryDeadlocked(ctx, func() error { return s.once(ctx, fn) })
}

// retryDeadlocked runs a transaction again while the database undoes it for another.
func retryDeadlocked(ctx context.Context, run func() error) error {
	for attempt := 1; ; attempt++ {
		err := run()
		switch {
		case !deadlocked(err):
			return err
		case attempt >= attempts:
			return away(err)
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
}

// once runs fn in one transaction.
func (s *Store) once(ctx context.Context, fn func(tx *Store) error) error {
	var options []*sql.TxOptions
	if s.dialect == MySQL {
		options = append(options, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	}
	run := func() error {
		return s.DB(ctx).Transaction(func(db *gorm.DB) error {
			tx := *s
			tx.db, tx.inTx = db, true
			return fn(&tx)
		}, options...)
	}
	if pools, ok := s.db.ConnPool.(*sqlitePools); ok {
		return pools.writer.do(ctx, run)
	}
	return run()
}

func away(err error) error {
	return fault.New(fault.Unavailable, "DATABASE_AWAY", "数据库暂时无法连接，请稍后重试。").Because(err)
}
