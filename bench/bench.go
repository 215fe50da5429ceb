package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// Options say what to measure and how long.
type Options struct {
	// Parts are "commit", "acts", "scale", "parked" and "ready"; empty means all.
	Parts []string
	// Long is how long each round of acts takes.
	Long time.Duration
	// Binary is the program whose start is measured.
	Binary string
}

// Run measures in a folder of its own and prints what it finds.
func Run(ctx context.Context, out io.Writer, o Options) error {
	dir, err := os.MkdirTemp("", "renda-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	fmt.Fprintf(out, "%s %s/%s，%d 核，SQLite，%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		time.Now().Format(time.DateTime))
	for _, part := range []struct {
		name string
		run  func(ctx context.Context, out io.Writer, dir string, o Options) error
	}{
		{"commit", benchCommit}, {"acts", benchActs}, {"ready", benchReady}, {"parked", benchParked}, {"scale", benchScale},
	} {
		if len(o.Parts) > 0 && !slices.Contains(o.Parts, part.name) {
			continue
		}
		fmt.Fprintf(out, "\n== %s\n", part.name)
		own := filepath.Join(dir, part.name)
		if err := os.Mkdir(own, 0o700); err != nil {
			return err
		}
		if err := part.run(ctx, out, own, o); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}
