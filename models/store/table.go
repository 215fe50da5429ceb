package store

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/zhihui-renda/renda/process"
)

// tableCache keeps the tables of processes by the hash of their bytes; those
// never change, so neither does what is cached.
type tableCache struct {
	mu     sync.RWMutex
	byHash map[string]*process.Definition
}

func newTableCache() *tableCache {
	return &tableCache{byHash: map[string]*process.Definition{}}
}

// table is the definition kept under the hash.
func (s *Store) table(ctx context.Context, hash string) (*process.Definition, error) {
	s.tables.mu.RLock()
	d, ok := s.tables.byHash[hash]
	s.tables.mu.RUnlock()
	if ok {
		return d, nil
	}
	bytes, err := s.Content(ctx, hash)
	if err != nil {
		return nil, err
	}
	d = new(process.Definition)
	if err := json.Unmarshal(bytes, d); err != nil {
		return nil, err
	}
	s.keepTable(hash, d)
	return d, nil
}

// putTable keeps a table, once.
func (s *Store) putTable(ctx context.Context, d *process.Definition) (string, error) {
	bytes, err := json.Marshal(d)
	if err != nil {
		return "", err
	}
	hash := ContentHash(bytes)
	s.tables.mu.RLock()
	_, ok := s.tables.byHash[hash]
	s.tables.mu.RUnlock()
	if ok {
		return hash, nil
	}
	// Cached only when it is read back: this transaction may yet be undone.
	return s.PutContent(ctx, bytes)
}

func (s *Store) keepTable(hash string, d *process.Definition) {
	s.tables.mu.Lock()
	defer s.tables.mu.Unlock()
	s.tables.byHash[hash] = d
}
