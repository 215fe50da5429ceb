package app

import (
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/time/rate"

	"github.com/zhihui-renda/renda/api"
	calendarapi "github.com/zhihui-renda/renda/api/calendar"
	"github.com/zhihui-renda/renda/api/door"
	fileapi "github.com/zhihui-renda/renda/api/file"
	"github.com/zhihui-renda/renda/api/operations"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models/store"
)

// requestBurst is how many seconds' worth of requests a person may send at
// once: a page asks for several things.
const requestBurst = 4

// newServer puts the API together.
func (r *running) newServer() (*api.Server, error) {
	rules := store.DefaultSignInRules
	rules.Sessions.Idle, rules.Sessions.Absolute = r.Config.SessionIdle, r.Config.SessionMax
	sessions := session.New(session.Config{Store: r.Store, Rules: rules, Secure: r.Config.TLS, Now: time.Now})
	files := fileapi.Deps{
		Record: r.Store, Names: r.Store, Blobs: r.Blobs, Painter: r.Extractor, Pages: r.Pages, Limit: r.Config.MaxUpload, Viewer: sessions.Viewer,
		Intake: &intake.Intake{
			Record: r.Store, Blobs: r.Blobs, Reader: r.Extractor, Scratch: r.scratch(), Limit: r.Config.MaxUpload, Now: time.Now,
		},
	}
	recounter := &recount.Recounter{Store: r.Store, Clocks: r.Clocks, Engine: r.engine, Now: time.Now}
	days := calendarapi.New(r.Store, r.Clocks, recounter, calendar.DefaultOffsets(), time.Now)
	return api.New(api.Parts{
		Store: r.Store, Engine: r.engine, Tables: r.Tables, Policy: r.Policy, Sessions: sessions,
		Files: files, Calendar: days, Now: time.Now, Version: r.Version, PublicURL: r.Config.PublicURL, Door: r.door(),
		Checks:     r.checks(),
		Operations: operations.Deps{Queue: r.engine, Space: r.space},
	})
}

// door is what every request must pass.
func (r *running) door() door.Config {
	cfg := door.Config{
		Rate: rate.Limit(r.Config.Rate), Burst: requestBurst * r.Config.Rate, Secure: r.Config.TLS,
		Tracing: r.Config.OTLPEndpoint != "",
	}
	if r.Config.PublicURL != "" {
		cfg.TrustedOrigins = []string{r.Config.PublicURL}
	}
	cfg.TrustedProxies = r.Config.Proxies()
	return cfg
}

// scratch is a folder for files that are being looked at.
func (a *App) scratch() string { return filepath.Join(a.Config.DataDir, "scratch") }

// space is that of the disk with the data folder.
func (a *App) space() (free, total uint64, err error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(a.Config.DataDir, &disk); err != nil {
		return 0, 0, err
	}
	block := uint64(disk.Bsize)
	return disk.Bavail * block, disk.Blocks * block, nil
}
