// Package calendar is the API of the working calendar: what a day is, which
// notices are in, importing and correcting them, and trying a deadline.
package calendar

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	days "github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package asks of the store.
type Record interface {
	CalendarYears(ctx context.Context) ([]models.CalendarYear, error)
	CalendarYear(ctx context.Context, year int) (models.CalendarYear, error)
	ImportYear(ctx context.Context, year days.Year, by models.By) error
	AllAlarmOffsets(ctx context.Context) ([]models.AlarmOffsets, error)
	Workplaces(ctx context.Context, person string, at time.Time) ([]store.Workplace, error)
	SetAlarmOffsets(ctx context.Context, a models.AlarmOffsets, by models.By) error
	CorrectDay(ctx context.Context, change models.DayCorrection, by models.By) error
	// CalendarWith and CalendarCorrected are what either would make of the calendar.
	CalendarWith(ctx context.Context, year days.Year) (*days.Calendar, error)
	CalendarCorrected(ctx context.Context, change models.DayCorrection) (*days.Calendar, error)
}

// Recounter counts open clocks again after a change.
type Recounter interface {
	Run(ctx context.Context) (recount.Report, error)
	// Would says what Run would do under the calendar, and changes nothing.
	Would(ctx context.Context, cal *days.Calendar) (recount.Report, error)
}

// Allower says whether the person may do an action in a unit.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	// Calendar is the calendar in force.
	Calendar  func(ctx context.Context) (*days.Calendar, error)
	Recounter Recounter
	// Offsets of the alarms where an organ has none of its own.
	Offsets days.Offsets
	// Allower says in whose organ the caller may set them.
	Allower Allower
	// Names are those of the organs.
	Names names.Directory
	Now   func() time.Time
}

// New makes the parts out of a store.
func New(s *store.Store, clocks *store.Clocks, recounter Recounter, offsets days.Offsets, now func() time.Time) Deps {
	return Deps{
		Record: s, Names: s, Recounter: recounter, Offsets: offsets, Now: now,
		Calendar: func(ctx context.Context) (*days.Calendar, error) { return clocks.Calendar(ctx, s) },
	}
}

// Register adds the operations of the calendar.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/calendar/days", ID: "list-calendar-days", Summary: daysSummary, Description: daysHelp,
		Tag: tag, Object: "calendar", Action: "read",
	}, deps.listDays)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/calendar/years", ID: "list-calendar-years", Summary: yearsSummary,
		Tag: tag, Object: "calendar", Action: "read",
	}, deps.listYears)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/calendar/years/{year}", ID: "get-calendar-year", Summary: yearSummary,
		Tag: tag, Object: "calendar", Action: "read",
	}, deps.getYear)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/calendar/years/{year}", ID: "import-calendar-year", Summary: importSummary, Description: importHelp,
		Tag: tag, Object: "calendar", Action: "write", Write: true,
	}, deps.importYear)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/calendar/days/{date}", ID: "correct-calendar-day", Summary: correctSummary, Description: correctHelp,
		Tag: tag, Object: "calendar", Action: "write", Write: true,
	}, deps.correctDay)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/calendar/years/{year}/preview", ID: "preview-calendar-year", Summary: previewYearSummary,
		Description: previewHelp, Tag: tag, Object: "calendar", Action: "write",
	}, deps.previewYear)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/calendar/days/{date}/preview", ID: "preview-calendar-day", Summary: previewDaySummary,
		Description: previewHelp, Tag: tag, Object: "calendar", Action: "write",
	}, deps.previewDay)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/calendar/alarms", ID: "list-alarms", Summary: allAlarmsSummary,
		Tag: tag, Object: "alarm", Action: "set",
	}, deps.listAlarms)
	door.Register(d, door.Route{
		Method: http.MethodGet, Path: "/calendar/alarms/{organ}", ID: "get-alarms", Summary: alarmsSummary,
		Tag: tag, Object: "calendar", Action: "read",
	}, deps.getAlarms)
	door.Register(d, door.Route{
		Method: http.MethodPut, Path: "/calendar/alarms/{organ}", ID: "set-alarms", Summary: setAlarmsSummary, Description: setAlarmsHelp,
		Tag: tag, Object: "alarm", Action: "set", Write: true,
	}, deps.setAlarms)
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/calendar/try", ID: "try-deadline", Summary: trySummary, Description: tryHelp,
		Tag: tag, Object: "calendar", Action: "read",
	}, deps.try)
}

// by is who changes the calendar.
func (d Deps) by(ctx context.Context) models.By {
	request := door.RequestOf(ctx)
	return models.By{
		PersonID: request.Identity.Person, IP: request.IP, Port: request.Identity.Port, RequestID: request.ID, At: d.Now(),
	}
}
