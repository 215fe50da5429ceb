package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// kindsOf are the kinds of series that the slots of documents take numbers of:
// a document is not issued under a receipt number.
var kindsOf = map[string]string{slotDocNo: models.SeriesIssue, slotReceiptNo: models.SeriesReceipt}

// takeNumber gives the case its number in the slot: the one it has, one kept
// back for it, or the next of the series in the year of the act.
func (r *resolver) takeNumber(ctx context.Context, name, slot string) (models.Number, error) {
	year := calendar.DateOf(r.command.At).Year()
	series, held, err := r.tx.seriesFor(ctx, r.owner(), name, r.act.CaseID)
	if err != nil {
		return models.Number{}, err
	}
	for _, n := range held {
		if n.Status == models.NumberTaken && n.Slot == slot {
			return n, nil
		}
	}
	if kind := kindsOf[slot]; kind != "" && kind != series.Kind {
		return models.Number{}, fault.New(fault.Conflict, "SERIES_WRONG_KIND", wordsSeriesOther).With("series", name)
	}
	at := utc(r.command.At)
	taken := models.Number{CaseID: r.act.CaseID, Slot: slot, TakenBy: r.command.By.ID, TakenAt: &at}
	for _, n := range held {
		if n.Status == models.NumberReserved {
			return n, r.tx.takeReserved(ctx, n, taken)
		}
	}
	n, err := r.tx.nextNumbers(ctx, series.Key, year, 1)
	if err != nil {
		return models.Number{}, err
	}
	taken.Series, taken.Year, taken.N, taken.Status = series.Key, year, n, models.NumberTaken
	taken.Number = formatNumber(series, year, n)
	return taken, r.tx.DB(ctx).Create(&taken).Error
}

// owner is the organ whose case it is; of a case that opens, by its opening.
func (r *resolver) owner() string {
	if r.state.OwnerUnit != "" {
		return r.state.OwnerUnit
	}
	if r.command.Opening != nil {
		return r.command.Opening.OwnerUnit
	}
	return ""
}

// seriesRow is a series with a number of it that the case has or that is kept
// back for it; without one the number's columns are empty.
type seriesRow struct {
	models.NumberSeries
	HeldYear   *int
	HeldN      *int
	HeldNumber *string
	HeldStatus *models.NumberStatus
	HeldSlot   *string
}

// seriesFor finds a series of the organ: by its key, or by the kind a table
// names ("receipt") when the organ has an open one of it; and what numbers of
// it the case holds.
func (s *Store) seriesFor(ctx context.Context, organ, name, caseID string) (models.NumberSeries, []models.Number, error) {
	var found []seriesRow
	err := s.DB(ctx).Table("number_series AS s").
		Select("s.*, n.series_year AS held_year, n.n AS held_n, n.number AS held_number, n.status AS held_status, n.slot AS held_slot").
		Joins("LEFT JOIN numbers AS n ON n.case_id = ? AND n.series_key = s.series_key AND n.status <> ?", caseID, models.NumberVoid).
		Where("s.organ = ? AND s.closed = ? AND (s.series_key = ? OR s.kind = ?)", organ, false, name, name).
		Order("s.series_key, n.series_year, n.n").Find(&found).Error
	if err != nil {
		return models.NumberSeries{}, nil, err
	}
	if len(found) == 0 {
		return models.NumberSeries{}, nil, fault.New(fault.Conflict, "SERIES_NOT_FOUND", wordsNoSeries).With("series", name)
	}
	series := found[0].NumberSeries
	for _, row := range found {
		if row.Key == name {
			series = row.NumberSeries
		}
	}
	var held []models.Number
	for _, row := range found {
		if row.Key == series.Key && row.HeldN != nil {
			held = append(held, models.Number{
				Series: row.Key, Year: *row.HeldYear, N: *row.HeldN, Number: *row.HeldNumber, Status: *row.HeldStatus, Slot: *row.HeldSlot,
			})
		}
	}
	return series, held, nil
}

func (s *Store) takeReserved(ctx context.Context, n, taken models.Number) error {
	done := s.DB(ctx).Model(&models.Number{}).
		Where("series_key = ? AND series_year = ? AND n = ? AND status = ?", n.Series, n.Year, n.N, models.NumberReserved).
		Updates(map[string]any{"status": models.NumberTaken, "slot": taken.Slot, "taken_by": taken.TakenBy, "taken_at": taken.TakenAt})
	if done.Error == nil && done.RowsAffected == 0 {
		return errRaced
	}
	return done.Error
}

// nextNumbers takes count numbers and returns the first. The counter's row is
// locked until the end of the transaction: a transaction that is undone gives
// its numbers back, and nobody gets one after them before that is known.
func (s *Store) nextNumbers(ctx context.Context, series string, year, count int) (int, error) {
	onConflict := "ON CONFLICT (series_key, series_year) DO UPDATE SET"
	if s.dialect == MySQL {
		onConflict = "ON DUPLICATE KEY UPDATE"
	}
	err := s.DB(ctx).Exec("INSERT INTO number_counters (series_key, series_year, first_n, next_n) VALUES (?, ?, 1, ?) "+
		onConflict+" next_n = next_n + ?", series, year, 1+count, count).Error
	if err != nil {
		return 0, err
	}
	var next int
	err = s.DB(ctx).Table("number_counters").Where("series_key = ? AND series_year = ?", series, year).
		Select("next_n").Take(&next).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, errRaced
	}
	return next - count, err
}

// formatNumber writes a number by the template of its series: {prefix}, {year},
// {n}, and {n:4} with zeros before it.
func formatNumber(series models.NumberSeries, year, n int) string {
	text := strings.NewReplacer(
		"{prefix}", series.Prefix, "{year}", strconv.Itoa(year), "{n}", strconv.Itoa(n),
	).Replace(series.Format)
	for width := 2; width <= 8; width++ {
		mark := "{n:" + strconv.Itoa(width) + "}"
		if strings.Contains(text, mark) {
			digits := strconv.Itoa(n)
			text = strings.ReplaceAll(text, mark, strings.Repeat("0", max(0, width-len(digits)))+digits)
		}
	}
	return text
}
