// Package app puts the parts together. The program, its commands and the tests
// of the whole all go through here.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/rendition"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/policies"
	"github.com/zhihui-renda/renda/workflows/document"
)

// App is the record and what stands on it: enough for the commands that need no
// engine. Serve, API and Worker add the rest.
type App struct {
	Config    config.Config
	Version   string
	Log       *slog.Logger
	Store     *store.Store
	Clocks    *store.Clocks
	Policy    *policies.Enforcer
	Tables    *store.Tables
	Committer *store.Committer
	Blobs     *blob.Store
	Extractor *extract.Extractor
	Pages     *rendition.Maker
}

// databasePatience is how long a start waits for a database that is still
// starting itself.
const databasePatience = time.Minute

// Open opens the record, brings its tables up to date when the settings say so,
// and loads the policy.
func Open(ctx context.Context, cfg config.Config, log *slog.Logger, version string) (*App, error) {
	a := &App{Config: cfg, Version: version, Log: log}
	if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
		return nil, &config.Error{Name: config.Prefix + "DATA_DIR", Chinese: "的目录无法建立", English: "cannot be created: " + err.Error()}
	}
	var err error
	if a.Store, err = a.openStore(ctx); err != nil {
		return nil, err
	}
	if err := a.prepare(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// openStore waits a while for a database that is away.
func (a *App) openStore(ctx context.Context) (*store.Store, error) {
	ctx, cancel := context.WithTimeout(ctx, databasePatience)
	defer cancel()
	if a.Config.DBDriver == store.SQLite {
		if err := os.MkdirAll(filepath.Dir(a.Config.DBDSN), 0o700); err != nil {
			return nil, fmt.Errorf("database folder: %w", err)
		}
	}
	for {
		s, err := store.Open(ctx, store.Config{
			Driver: a.Config.DBDriver, DSN: a.Config.DBDSN, MaxOpen: a.Config.DBMaxOpen, Log: a.Log,
		})
		if err == nil || !fault.Is(err, fault.Unavailable) {
			return s, err
		}
		a.Log.WarnContext(ctx, "the database does not answer, waiting", "error", err)
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(time.Second):
		}
	}
}

// errNotMigrated is a start with old tables that may not be changed.
var errNotMigrated = errors.New("数据库结构不是最新，请先运行 renda migrate。The tables are not up to date: run renda migrate first")

func (a *App) prepare(ctx context.Context) error {
	if a.Config.Migrate {
		if err := a.Store.Migrate(ctx); err != nil {
			return err
		}
	} else if pending, err := a.Store.Pending(ctx); err != nil || pending {
		return errors.Join(err, errNotMigrated)
	}
	shipped, err := policies.Shipped()
	if err != nil {
		return err
	}
	if err := a.Store.SeedPolicy(ctx, shipped); err != nil {
		return err
	}
	if a.Policy, err = policies.New(ctx, a.Store, time.Now); err != nil {
		return err
	}
	if a.Tables, err = store.NewTables(a.Store, document.Definitions()); err != nil {
		return err
	}
	a.Clocks = store.NewClocks(store.ClockOptions{Strict: a.Config.CalendarStrict})
	if err := os.MkdirAll(a.scratch(), 0o700); err != nil {
		return fmt.Errorf("scratch folder: %w", err)
	}
	if a.Blobs, err = blob.OpenDir(a.Config.BlobDir); err != nil {
		return err
	}
	a.Extractor = extract.New(extract.Config{
		Scratch: a.scratch(), Office: a.Config.Soffice, Scanner: a.Config.Tesseract, Cache: filepath.Join(a.Config.DataDir, "cache"),
	})
	a.Pages = rendition.New(a.Blobs, a.Extractor)
	a.Committer = &store.Committer{
		Store: a.Store, Powers: a.Policy, Clockwork: a.Clocks,
		Definitions: a.Tables, Nouns: store.Documents{},
		People: store.NewStaff,
	}
	return nil
}

// Close gives back what Open took.
func (a *App) Close() {
	var errs []error
	if a.Pages != nil {
		errs = append(errs, a.Pages.Close())
	}
	if a.Extractor != nil {
		errs = append(errs, a.Extractor.Close())
	}
	if a.Blobs != nil {
		errs = append(errs, a.Blobs.Close())
	}
	if err := errors.Join(append(errs, a.Store.Close())...); err != nil {
		a.Log.Warn("not closed", "error", err)
	}
}
