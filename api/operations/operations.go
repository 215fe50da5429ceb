// Package operations is the API of whoever keeps the system running: how it is
// and how much there is to do, in numbers and without personal data.
package operations

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
)

// Record is what the package asks of the store.
type Record interface {
	Workload(ctx context.Context, at time.Time, late time.Duration) (models.Workload, error)
	Database(ctx context.Context) (driver, version string, err error)
	CalendarYears(ctx context.Context) ([]models.CalendarYear, error)
	LastVerification(ctx context.Context) (*models.Verification, error)
	LastBackup(ctx context.Context) (*models.Backup, error)
}

// Queue is where workers fetch the acts of cases.
type Queue interface {
	// Queue counts the workers that asked for work lately, and what waits.
	Queue(ctx context.Context) (workers, waiting int, err error)
}

// Check is one part that the system cannot work without.
type Check struct {
	Name string
	Ping func(ctx context.Context) error
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	Queue  Queue
	Checks []Check
	// Space is that of the disk with the data folder, in bytes.
	Space   func() (free, total uint64, err error)
	Version string
	Started time.Time
	Now     func() time.Time
}

const (
	// patience is how long one part may take to answer.
	patience = 2 * time.Second
	// late is how long an alarm may be behind: workers look every minute.
	late = 3 * time.Minute
)

// Register adds the operations.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/operations/health", ID: "get-health", Summary: healthSummary, Description: healthHelp,
		Tag: tag, Object: "admin", Action: "health",
	}, deps.health)
}

// Part is a part of the system and whether it answers.
type Part struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	OK     bool   `json:"ok"`
	Millis int64  `json:"millis" doc:"多少毫秒后应答。"`
	Detail string `json:"detail,omitempty"`
}

// Disk is the space of the disk that holds the data folder.
type Disk struct {
	Free  uint64 `json:"free" doc:"字节。"`
	Total uint64 `json:"total"`
	Low   bool   `json:"low" doc:"不足一成，或不足 1 GB。"`
}

// Verified is the latest proof of the record that `renda verify` left.
type Verified struct {
	models.Verification
	Stale bool `json:"stale" doc:"是一天以前的了。"`
}

// BackedUp is the latest backup that was noted.
type BackedUp struct {
	models.Backup
	Stale bool `json:"stale" doc:"是一天以前的了。"`
}

// Health is how the system is.
type Health struct {
	OK       bool             `json:"ok"`
	At       time.Time        `json:"at"`
	Started  time.Time        `json:"started" doc:"应答的这个进程何时启动。"`
	Version  string           `json:"version"`
	Go       string           `json:"go"`
	Database string           `json:"database,omitempty" doc:"种类与版本，如 sqlite 3.50.1。"`
	Parts    []Part           `json:"parts" nullable:"false"`
	Waiting  int              `json:"waiting" doc:"排队等待工作进程的任务。"`
	Workload *models.Workload `json:"workload,omitempty"`
	Disk     *Disk            `json:"disk,omitempty"`
	// Verified is missing when the record was never verified.
	Verified *Verified `json:"verified,omitempty" doc:"最近一次核验全部记录（renda verify）的结果；从未核验则没有。"`
	// Backup is missing when none was noted.
	Backup *BackedUp `json:"backup,omitempty" doc:"最近一次备份（renda backup）；从未备份则没有。"`
	// Calendar are this year and the next where their notice is not in.
	Calendar []int `json:"calendar_missing" nullable:"false"`
}

type healthOut struct{ Body Health }

// health asks every part. One that does not answer is said to be away; the rest
// is told all the same.
func (d Deps) health(ctx context.Context, _ *struct{}) (*healthOut, error) {
	now := d.Now()
	h := Health{
		OK: true, At: now, Started: d.Started, Version: d.Version, Go: runtime.Version(), Parts: []Part{}, Calendar: []int{},
	}
	for _, check := range d.Checks {
		h.ask(ctx, check.Name, check.Ping)
	}
	h.ask(ctx, "queue", func(ctx context.Context) error {
		workers, waiting, err := d.Queue.Queue(ctx)
		h.Waiting = waiting
		if err == nil && workers == 0 {
			return errNoWorkers
		}
		return err
	})
	if driver, version, err := d.Record.Database(ctx); err == nil {
		h.Database = driver + " " + version
	}
	// What could not be found out is not well.
	if load, err := d.Record.Workload(ctx, now, late); err == nil {
		h.Workload = &load
		h.OK = h.OK && load.Unrung == 0
	} else {
		h.OK = false
	}
	if free, total, err := d.Space(); err == nil && total > 0 {
		h.Disk = &Disk{Free: free, Total: total, Low: free < total/10 || free < 1<<30}
		h.OK = h.OK && !h.Disk.Low
	} else {
		h.OK = false
	}
	d.proofs(ctx, &h, now)
	d.missing(ctx, &h)
	return &healthOut{Body: h}, nil
}

func (h *Health) ask(ctx context.Context, name string, ping func(ctx context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	begun := time.Now()
	err := ping(ctx)
	part := Part{Name: name, Title: titles[name], OK: err == nil, Millis: time.Since(begun).Milliseconds()}
	if part.Title == "" {
		part.Title = name
	}
	if err != nil {
		part.Detail, h.OK = awayWord, false
		if errors.Is(err, errNoWorkers) {
			part.Detail = noWorkers
		}
	}
	h.Parts = append(h.Parts, part)
}

// missing lists years without a notice.
func (d Deps) missing(ctx context.Context, h *Health) {
	years, err := d.Record.CalendarYears(ctx)
	if err != nil {
		return
	}
	known := map[int]bool{}
	for _, year := range years {
		known[year.Year] = true
	}
	for _, year := range []int{h.At.Year(), h.At.Year() + 1} {
		if !known[year] {
			h.Calendar = append(h.Calendar, year)
		}
	}
}

// proofs tells of the latest verification and the latest backup. That there was
// none for a day is shown; what was found broken is not well.
func (d Deps) proofs(ctx context.Context, h *Health, now time.Time) {
	if last, err := d.Record.LastVerification(ctx); err != nil {
		h.OK = false
	} else if last != nil {
		h.Verified = &Verified{Verification: *last, Stale: last.Stale(now)}
		h.OK = h.OK && last.Broken == 0
	}
	if last, err := d.Record.LastBackup(ctx); err != nil {
		h.OK = false
	} else if last != nil {
		h.Backup = &BackedUp{Backup: *last, Stale: last.Stale(now)}
		h.OK = h.OK && last.Broken == 0
	}
}
