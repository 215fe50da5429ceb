package bench

import (
	"context"
	"fmt"
	"io"
)

// papers is how many papers benchCommit brings to the archive.
const papers = 100

// benchCommit commits acts without the engine and without HTTP: what the record
// itself takes of an act.
func benchCommit(ctx context.Context, out io.Writer, dir string, _ Options) error {
	listen, engine, err := freeAddresses()
	if err != nil {
		return err
	}
	cfg, err := settings(dir, listen, engine)
	if err != nil {
		return err
	}
	o, err := openRecord(ctx, cfg)
	if err != nil {
		return err
	}
	defer o.Close()
	acts := 0
	tell := func(ctx context.Context, _, _ int) error {
		counts, err := o.statements(ctx)
		acts += len(counts)
		return err
	}
	if _, err := measureN(ctx, 1, papers/10, tell); err != nil { // warm up
		return err
	}
	acts = 0
	s, err := measureN(ctx, 1, papers, tell)
	if err != nil {
		return err
	}
	s.Calls = acts
	fmt.Fprintf(out, "%d 次提交，一次一件：每次 %.2f ms，其中处理器 %.2f ms\n", acts, s.each(s.Took), s.each(s.Own))
	return nil
}
