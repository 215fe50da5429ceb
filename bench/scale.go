package bench

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/internal/app"
)

// The two sizes that are compared.
const (
	smallRecord = 2_000
	largeRecord = 200_000
)

// page is one thing people look at.
type page struct {
	name, path string
}

// benchScale compares pages of a small record with those of a large one.
func benchScale(ctx context.Context, out io.Writer, dir string, _ Options) error {
	small, pages, err := measurePages(ctx, out, filepath.Join(dir, "small"), smallRecord)
	if err != nil {
		return err
	}
	large, _, err := measurePages(ctx, out, filepath.Join(dir, "large"), largeRecord)
	if err != nil {
		return err
	}
	for i, p := range pages {
		fmt.Fprintf(out, "%-10s p50：%6.1f ms → %6.1f ms，比 %.2f\n", p.name, ms(small[i].P(.5)), ms(large[i].P(.5)),
			ms(large[i].P(.5))/ms(small[i].P(.5)))
	}
	return nil
}

// measurePages fills a record with cases, one in fifty of them open before the
// registry and one in fifty being handled, and reads each page for a while.
func measurePages(ctx context.Context, out io.Writer, dir string, cases int) ([]Sample, []page, error) {
	o, err := openOffice(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = o.close() }()
	people, err := o.signInAll(ctx)
	if err != nil {
		return nil, nil, err
	}
	one, err := fill(ctx, o, people, cases)
	if err != nil {
		return nil, nil, err
	}
	n, tasks, err := counts(ctx, o.App)
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintf(out, "%d 件事项，%d 项任务\n", n, tasks)
	pages := []page{
		{"待办", "/api/v1/inbox?box=todo&limit=20"},
		{"已办", "/api/v1/inbox?box=done&limit=20"},
		{"各箱数量", "/api/v1/inbox/counts"},
		{"检索（少见）", "/api/v1/search?limit=20&q=" + rare},
		{"检索（常见）", "/api/v1/search?limit=20&q=水库"},
		{"事项", "/api/v1/cases/" + one},
		{"历程", "/api/v1/cases/" + one + "/events"},
		// Figures count everything in their period: here all of the record.
		{"统计（收发）", "/api/v1/statistics/documents"},
		{"统计（办理）", "/api/v1/statistics/handling"},
	}
	samples := make([]Sample, len(pages))
	for i, p := range pages {
		read := func(ctx context.Context, _, _ int) error { return people["registrar"].get(ctx, p.path) }
		if _, err := measure(ctx, 1, 300*time.Millisecond, read); err != nil { // warm up
			return nil, nil, err
		}
		if samples[i], err = measure(ctx, 1, 2*time.Second, read); err != nil {
			return nil, nil, err
		}
	}
	return samples, pages, nil
}

// fill makes cases out of three that were really worked on; it returns one
// that is open.
func fill(ctx context.Context, o *office, people map[string]*person, cases int) (string, error) {
	const share = 50
	story := o.story()
	var one string
	all := slices.Concat(listed, told)
	for _, part := range []struct {
		acts, n int
		tables  []string
	}{
		{0, cases / share, all},
		{3, cases / share, all},
		// Ten million events of archived cases would make no page slower, only
		// this measurement.
		{len(story), cases - 2*(cases/share), listed},
	} {
		id, err := people["registrar"].open(ctx, "关于水库除险加固资金的请示")
		if err != nil {
			return "", err
		}
		for _, a := range story[:part.acts] {
			if err := people[a.who].do(ctx, id, a); err != nil {
				return "", err
			}
		}
		if one == "" {
			one = id
		}
		if _, err := clone(ctx, o.App, part.tables, id, part.n-1); err != nil {
			return "", err
		}
	}
	return one, nil
}

func counts(ctx context.Context, a *app.App) (cases, tasks int, err error) {
	db, err := openRaw(a)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = db.Close() }()
	err = db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM tasks)").Scan(&cases, &tasks)
	return cases, tasks, err
}
