package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// SaveSeries makes a series, or changes title, prefix and format of one, and
// closes or reopens it; numbers given stay as they are. Key, organ and kind are
// for ever. Faults: SERIES_TITLE, SERIES_FORMAT, SERIES_FIXED.
func (s *Store) SaveSeries(ctx context.Context, series models.NumberSeries) error {
	if err := checkSeries(series); err != nil {
		return err
	}
	err := s.Tx(ctx, func(tx *Store) error {
		var old models.NumberSeries
		err := tx.DB(ctx).Where("series_key = ?", series.Key).Take(&old).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			if series.CreatedAt.IsZero() {
				series.CreatedAt = time.Now()
			}
			series.CreatedAt = utc(series.CreatedAt)
			return tx.DB(ctx).Create(&series).Error
		}
		if err != nil {
			return err
		}
		if old.Organ != series.Organ || old.Kind != series.Kind {
			return fault.New(fault.Conflict, "SERIES_FIXED", wordsSeriesKind)
		}
		return tx.DB(ctx).Model(&old).Select("title", "prefix", "format", "closed").Updates(&series).Error
	})
	return asFault(err)
}

func checkSeries(series models.NumberSeries) error {
	counted := strings.Contains(series.Format, "{n}") || strings.Contains(series.Format, "{n:")
	switch {
	case !counted || utf8.RuneCountInString(series.Format) > 60 || utf8.RuneCountInString(series.Prefix) > 20:
		return fault.New(fault.Invalid, "SERIES_FORMAT", wordsSeriesFormat).At("format")
	case strings.TrimSpace(series.Title) == "" || utf8.RuneCountInString(series.Title) > 100:
		return fault.New(fault.Invalid, "SERIES_TITLE", wordsSeriesTitle).At("title")
	case series.Key == "" || len(series.Key) > 64 || series.Organ == "" || series.Kind == "":
		return fault.New(fault.Invalid, "SERIES_FIXED", wordsSeriesKind).At("key")
	}
	return nil
}

// Series is the series with the key; NotFound, SERIES_NOT_FOUND.
func (s *Store) Series(ctx context.Context, key string) (models.NumberSeries, error) {
	var series models.NumberSeries
	err := s.DB(ctx).Where("series_key = ?", key).Take(&series).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return series, fault.New(fault.NotFound, "SERIES_NOT_FOUND", wordsNoSeries)
	}
	return series, asFault(err)
}

// AllSeries are the series of an organ, of all organs when it is empty.
func (s *Store) AllSeries(ctx context.Context, organ string) ([]models.NumberSeries, error) {
	query := s.DB(ctx).Order("organ, series_key")
	if organ != "" {
		query = query.Where("organ = ?", organ)
	}
	var all []models.NumberSeries
	return all, asFault(query.Find(&all).Error)
}

// StartSeries lets the numbers of a year begin at first instead of 1, for an
// office that gave the ones before on paper. Conflict, SERIES_STARTED once a
// number of the year was given.
func (s *Store) StartSeries(ctx context.Context, key string, year, first int) error {
	if first < 1 || first > 100_000 {
		return fault.New(fault.Invalid, "SERIES_START", wordsSeriesStart).At("first")
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.Series(ctx, key); err != nil {
			return err
		}
		n, err := tx.nextNumbers(ctx, key, year, 0) // locks the row
		if err != nil {
			return err
		}
		set := tx.DB(ctx).Table("number_counters").
			Where("series_key = ? AND series_year = ? AND next_n = first_n AND next_n = ?", key, year, n).
			Updates(map[string]any{"first_n": first, "next_n": first})
		if set.Error == nil && set.RowsAffected == 0 {
			return fault.New(fault.Conflict, "SERIES_STARTED", wordsSeriesStarted)
		}
		return set.Error
	})
	return asFault(err)
}

// NumbersOf are the numbers of a series in a year with n below the given one
// (0: all), greatest first, at most limit.
func (s *Store) NumbersOf(ctx context.Context, key string, year, below, limit int) ([]models.Number, error) {
	query := s.DB(ctx).Where("series_key = ? AND series_year = ?", key, year).Order("n DESC").Limit(limit)
	if below > 0 {
		query = query.Where("n < ?", below)
	}
	var found []models.Number
	return found, asFault(query.Find(&found).Error)
}

// NumberYear is how the numbers of a series stand in a year.
type NumberYear struct {
	First    int `json:"first" doc:"本年从几号起。"`
	Next     int `json:"next" doc:"下一个号。"`
	Taken    int `json:"taken"`
	Reserved int `json:"reserved"`
	Void     int `json:"void"`
	// Missing are numbers below Next of which there is no row: there are none
	// unless somebody edited the database.
	Missing []int `json:"missing" nullable:"false" doc:"应有而没有的号；正常情况下为空。"`
}

// NumberYearOf counts the numbers of a series in a year.
func (s *Store) NumberYearOf(ctx context.Context, key string, year int) (NumberYear, error) {
	out := NumberYear{First: 1, Next: 1, Missing: []int{}}
	var counter struct{ FirstN, NextN int }
	err := s.DB(ctx).Table("number_counters").Where("series_key = ? AND series_year = ?", key, year).Take(&counter).Error
	if err == nil {
		out.First, out.Next = counter.FirstN, counter.NextN
	} else if !errors.Is(err, gorm.ErrRecordNotFound) {
		return out, asFault(err)
	}
	var counted []struct {
		Status models.NumberStatus
		Count  int
	}
	numbers := s.DB(ctx).Model(&models.Number{}).Where("series_key = ? AND series_year = ?", key, year)
	if err := numbers.Session(&gorm.Session{}).Select("status, COUNT(*) AS count").Group("status").Find(&counted).Error; err != nil {
		return out, asFault(err)
	}
	for _, c := range counted {
		switch c.Status {
		case models.NumberTaken:
			out.Taken = c.Count
		case models.NumberReserved:
			out.Reserved = c.Count
		case models.NumberVoid:
			out.Void = c.Count
		}
	}
	if out.Taken+out.Reserved+out.Void == out.Next-out.First {
		return out, nil
	}
	var there []int
	if err := numbers.Order("n").Pluck("n", &there).Error; err != nil {
		return out, asFault(err)
	}
	for n := out.First; n < out.Next; n++ {
		if _, found := slices.BinarySearch(there, n); !found {
			out.Missing = append(out.Missing, n)
		}
	}
	return out, nil
}

// NumberAs is how the n-th number of a year would read in the series; SERIES_* faults
// as of SaveSeries.
func NumberAs(series models.NumberSeries, year, n int) (string, error) {
	if err := checkSeries(series); err != nil {
		return "", err
	}
	return formatNumber(series, year, n), nil
}

// Reservation asks for numbers to be kept back.
type Reservation struct {
	Series string
	Count  int    // 1 to 50
	CaseID string // the case that shall get the one number; may come later
	By     string
	Reason string
	At     time.Time
}

// ReserveNumbers keeps back the next numbers of the series in the year of At.
func (s *Store) ReserveNumbers(ctx context.Context, r Reservation) ([]models.Number, error) {
	if err := checkReason(r.Reason); err != nil {
		return nil, err
	}
	if r.Count < 1 || r.Count > 50 || r.CaseID != "" && r.Count != 1 {
		return nil, fault.New(fault.Invalid, "RESERVE_COUNT", wordsReserveCount).At("count")
	}
	var rows []models.Number
	err := s.Tx(ctx, func(tx *Store) error {
		series, err := tx.Series(ctx, r.Series)
		if err != nil {
			return err
		}
		if series.Closed {
			return fault.New(fault.Conflict, "SERIES_NOT_FOUND", wordsNoSeries)
		}
		year := calendar.DateOf(r.At).Year()
		first, err := tx.nextNumbers(ctx, series.Key, year, r.Count)
		if err != nil {
			return err
		}
		rows = nil
		for n := first; n < first+r.Count; n++ {
			rows = append(rows, models.Number{
				Series: series.Key, Year: year, N: n, Number: formatNumber(series, year, n), Status: models.NumberReserved,
				CaseID: r.CaseID, ReservedBy: r.By, ReservedAt: utcPtr(&r.At), Reason: r.Reason,
			})
		}
		return tx.DB(ctx).Create(&rows).Error
	})
	return rows, asFault(err)
}

// AssignNumber lets the case take the reserved number when it next needs one of
// the series. Conflict, NUMBER_NOT_RESERVED if it is not kept back and free;
// NotFound, NUMBER_NOT_FOUND.
func (s *Store) AssignNumber(ctx context.Context, series string, year, n int, caseID string) error {
	err := s.Tx(ctx, func(tx *Store) error {
		number, err := tx.number(ctx, series, year, n)
		if err != nil {
			return err
		}
		if number.Status != models.NumberReserved || number.CaseID != "" && number.CaseID != caseID {
			return fault.New(fault.Conflict, "NUMBER_NOT_RESERVED", wordsNotReserved)
		}
		return tx.atNumber(ctx, number).Update("case_id", caseID).Error
	})
	return asFault(err)
}

// VoidNumber ends a number for ever, with a reason: Conflict, NUMBER_VOID if it
// is already; NotFound, NUMBER_NOT_FOUND.
func (s *Store) VoidNumber(ctx context.Context, series string, year, n int, by, reason string, at time.Time) error {
	if err := checkReason(reason); err != nil {
		return err
	}
	err := s.Tx(ctx, func(tx *Store) error {
		number, err := tx.number(ctx, series, year, n)
		if err != nil {
			return err
		}
		if number.Status == models.NumberVoid {
			return fault.New(fault.Conflict, "NUMBER_VOID", wordsNumberVoid)
		}
		return tx.atNumber(ctx, number).Where("status <> ?", models.NumberVoid).Updates(map[string]any{
			"status": models.NumberVoid, "void_reason": reason, "voided_by": by, "voided_at": utc(at),
		}).Error
	})
	return asFault(err)
}

func (s *Store) number(ctx context.Context, series string, year, n int) (models.Number, error) {
	var number models.Number
	err := s.DB(ctx).Where("series_key = ? AND series_year = ? AND n = ?", series, year, n).Take(&number).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return number, fault.New(fault.NotFound, "NUMBER_NOT_FOUND", wordsNumberNone)
	}
	return number, err
}

func (s *Store) atNumber(ctx context.Context, n models.Number) *gorm.DB {
	return s.DB(ctx).Model(&models.Number{}).
		Where("series_key = ? AND series_year = ? AND n = ?", n.Series, n.Year, n.N)
}

func checkReason(reason string) error {
	if strings.TrimSpace(reason) == "" || utf8.RuneCountInString(reason) > 500 {
		return fault.New(fault.Invalid, "REASON", wordsReason).At("reason")
	}
	return nil
}
