package store

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/zhihui-renda/renda/models/migrations"
)

func (s *Store) migrations() (*goose.Provider, error) {
	pool, err := s.db.DB()
	if err != nil {
		return nil, err
	}
	dialect := map[string]goose.Dialect{SQLite: goose.DialectSQLite3, MySQL: goose.DialectMySQL}[s.dialect]
	files, err := fs.Sub(migrations.Files, s.dialect)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, pool, files, goose.WithAllowOutofOrder(true))
}

// Migrate brings the tables up to date. Run twice it does nothing the second
// time; two processes at once are not expected to run it.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	return nil
}

// MigrateDown takes every table away, with all that is in them: for tests.
func (s *Store) MigrateDown(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	_, err = provider.DownTo(ctx, 0)
	return err
}

// Pending says whether a migration has not been run.
func (s *Store) Pending(ctx context.Context) (bool, error) {
	provider, err := s.migrations()
	if err != nil {
		return false, err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return false, away(err)
	}
	return pending, nil
}
