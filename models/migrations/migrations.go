// Package migrations holds the versioned schema, one folder per dialect. The
// numbers of the two folders are the same; a test holds their tables and
// columns equal.
package migrations

import "embed"

// Files are the migrations, "sqlite/00010_contents.sql" and so on.
//
//go:embed sqlite/*.sql mysql/*.sql
var Files embed.FS
