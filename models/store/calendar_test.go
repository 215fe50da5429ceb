package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
)

// onEach runs a test of the calendar on an empty record of each dialect.
func onEach(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, driver := range []string{store.SQLite, store.MySQL} {
		t.Run(driver, func(t *testing.T) {
			cfg := store.Config{Driver: driver}
			if driver == store.MySQL {
				cfg.DSN = testkit.MySQL(t)
			} else {
				cfg.DSN = filepath.Join(t.TempDir(), "renda.db")
			}
			s, err := store.Open(t.Context(), cfg)
			require.NoError(t, err)
			t.Cleanup(func() { _ = s.Close() })
			require.NoError(t, s.Migrate(t.Context()))
			test(t, s)
		})
	}
}

var sysadmin = models.By{PersonID: "01SYSADMIN", IP: "127.0.0.1", Port: "pc", At: time.Date(2026, 11, 23, 10, 0, 0, 0, calendar.Shanghai)}

// notice2027 is a notice as it may come; nobody knows the real one yet.
func notice2027() calendar.Year {
	year := calendar.Year{Year: 2027, Source: "国办发明电〔2026〕0号"}
	add := func(kind calendar.Kind, name string, month time.Month, from, until int) {
		for d := from; d <= until; d++ {
			year.Days = append(year.Days, calendar.Day{Date: calendar.NewDate(2027, month, d), Kind: kind, Name: name})
		}
	}
	add(calendar.Rest, "元旦", time.January, 1, 4)
	add(calendar.Work, "元旦", time.January, 9, 9)
	add(calendar.Rest, "春节", time.February, 5, 12)
	add(calendar.Rest, "清明节", time.April, 5, 5)
	add(calendar.Rest, "劳动节", time.May, 1, 5)
	add(calendar.Rest, "端午节", time.June, 9, 9)
	add(calendar.Rest, "中秋节", time.September, 15, 15)
	add(calendar.Rest, "国庆节", time.October, 1, 7)
	return year
}

func TestAnImportedYearStandsBesideTheShippedOnes(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		ctx, clocks := t.Context(), store.NewClocks(store.ClockOptions{})
		before, err := clocks.Calendar(ctx, s)
		require.NoError(t, err)
		require.Equal(t, []int{2020, 2021, 2022, 2023, 2024, 2025, 2026}, before.Years())
		_, err = s.CalendarYear(ctx, 2027)
		require.Equal(t, fault.NotFound, fault.KindOf(err))

		require.NoError(t, s.ImportYear(ctx, notice2027(), sysadmin))
		after, err := clocks.Calendar(ctx, s)
		require.NoError(t, err)
		require.True(t, after.Known(2027))
		require.NotEqual(t, before.Fingerprint(), after.Fingerprint())
		year, err := s.CalendarYear(ctx, 2027)
		require.NoError(t, err)
		require.False(t, year.Shipped)
		require.Equal(t, sysadmin.PersonID, year.ImportedBy)
		require.True(t, sysadmin.At.Equal(*year.At))
		require.Len(t, year.Days, len(notice2027().Days))
		require.Equal(t, "国办发明电〔2026〕0号", year.Days[0].Source)

		require.NoError(t, s.ImportYear(ctx, notice2027(), sysadmin), "a second import replaces the first")
		again, err := clocks.Calendar(ctx, s)
		require.NoError(t, err)
		require.Equal(t, after.Fingerprint(), again.Fingerprint())
	})
}

func TestANoticeThatCannotBeRightChangesNothing(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		bad := notice2027()
		bad.Days[5].Date = bad.Days[0].Date
		bad.Days = bad.Days[:10]
		err := s.ImportYear(ctx, bad, sysadmin)
		require.Equal(t, calendar.CodeBadNotice, fault.From(err).Code)
		all, ok := errors.AsType[models.FieldErrors](err)
		require.True(t, ok)
		require.Greater(t, len(all), 3, "everything wrong is told at once")
		require.Equal(t, "days[5]", all[0].Field)
		_, err = s.CalendarYear(ctx, 2027)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestOneDayOfAYearIsCorrected(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		ctx, clocks := t.Context(), store.NewClocks(store.ClockOptions{})
		workday := func(day string) bool {
			cal, err := clocks.Calendar(ctx, s)
			require.NoError(t, err)
			d, err := calendar.ParseDate(day)
			require.NoError(t, err)
			works, known := cal.IsWorkday(d)
			require.True(t, known)
			return works
		}
		require.True(t, workday("2026-11-24"))
		change := models.DayCorrection{Date: "2026-11-24", Kind: "rest", Name: "临时放假", Source: "国办发明电〔2026〕9号"}
		require.NoError(t, s.CorrectDay(ctx, change, sysadmin))
		require.False(t, workday("2026-11-24"))
		require.False(t, workday("2026-10-01"), "the rest of the shipped notice stays")
		require.NoError(t, s.CorrectDay(ctx, models.DayCorrection{Date: "2026-11-24"}, sysadmin))
		require.True(t, workday("2026-11-24"))

		require.False(t, workday("2022-12-31"), "named by the notice of 2023")
		require.NoError(t, s.CorrectDay(ctx, models.DayCorrection{Date: "2022-12-31", Kind: "work", Name: "元旦", Source: "更正"}, sysadmin))
		require.True(t, workday("2022-12-31"))
		year, err := s.CalendarYear(ctx, 2022)
		require.NoError(t, err)
		require.True(t, year.Shipped, "the correction went to the notice that names the day")

		for code, change := range map[string]models.DayCorrection{
			"CALENDAR_YEAR_UNKNOWN": {Date: "2027-03-01", Kind: "rest", Name: "放假", Source: "通知"},
			calendar.CodeBadNotice:  {Date: "2026-11-25", Kind: "work", Name: "上班", Source: "通知"},
			calendar.CodeBadDate:    {Date: "2026-11-31", Kind: "rest", Name: "放假", Source: "通知"},
		} {
			require.Equal(t, code, fault.From(s.CorrectDay(ctx, change, sysadmin)).Code)
		}
		err = s.CorrectDay(ctx, models.DayCorrection{Date: "2026-10-01"}, sysadmin)
		require.Equal(t, calendar.CodeBadNotice, fault.From(err).Code, "a day fixed by law stays a rest day")
	})
}

func TestClocksAreCountedByTheCalendarOfTheRecord(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		ctx, clocks, strict := t.Context(), store.NewClocks(store.ClockOptions{}), store.NewClocks(store.ClockOptions{Strict: true})
		q := store.ClockQuestion{From: "2026-12-28", Amount: 5, Unit: "wd", Now: time.Date(2026, 12, 28, 10, 0, 0, 0, calendar.Shanghai)}

		got, err := clocks.Resolve(ctx, s, q)
		require.NoError(t, err)
		require.True(t, got.Provisional)
		require.Equal(t, "2027-01-05", got.DueDay)
		_, err = strict.Resolve(ctx, s, q)
		require.Equal(t, calendar.CodeNoCalendar, fault.From(err).Code)

		require.NoError(t, s.ImportYear(ctx, notice2027(), sysadmin))
		got, err = strict.Resolve(ctx, s, q)
		require.NoError(t, err)
		require.False(t, got.Provisional)
		require.Equal(t, "2027-01-06", got.DueDay, "元旦 to 4 January")
		require.Len(t, got.Alarms, 4)
		require.Equal(t, process.AlarmBefore, got.Alarms[0].Kind)
		require.Contains(t, string(got.Proof), `"2027-01-04"`)

		q.Now = time.Date(2026, 12, 30, 23, 0, 0, 0, calendar.Shanghai)
		left, err := strict.Left(ctx, s, q)
		require.NoError(t, err)
		require.Equal(t, 3, left)
	})
}

func TestAnImportWaitsForCommitsThatCountWithTheCalendarBefore(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		ctx, clocks := t.Context(), store.NewClocks(store.ClockOptions{})
		imported, done := error(nil), make(chan struct{})
		err := s.Tx(ctx, func(tx *store.Store) error {
			_, err := clocks.Calendar(ctx, tx)
			go func() {
				imported = s.ImportYear(ctx, notice2027(), sysadmin)
				close(done)
			}()
			select {
			case <-done:
				t.Error("the import did not wait")
			case <-time.After(300 * time.Millisecond): // long enough to show a wait that is missing
			}
			return err
		})
		require.NoError(t, err)
		<-done
		require.NoError(t, imported)
		cal, err := clocks.Calendar(ctx, s)
		require.NoError(t, err)
		require.True(t, cal.Known(2027))
	})
}
