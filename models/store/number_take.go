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

// takeNumber gives the case its number in the slot: the one it has, one kept
// back for it, or the next of the series in the year of the act.
func (r *resolver) takeNumber(ctx context.Context, name, slot string) (models.Number, error) {
	series, err := r.tx.seriesFor(ctx, r.owner(), name)
	if err != nil {
		return models.Number{}, err
	}
	held, err := r.tx.heldNumbers(ctx, series.Key, r.act.CaseID)
	if err != nil {
		return models.Number{}, err
	}
	for _, n := range held {
		if n.Status == models.NumberTaken && n.Slot == slot {
			return n, nil
		}
	}
	at := utc(r.command.At)
	taken := models.Number{CaseID: r.act.CaseID, Slot: slot, TakenBy: r.command.By.ID, TakenAt: &at}
	for _, n := range held {
		if n.Status == models.NumberReserved {
			return n, r.tx.takeReserved(ctx, n, taken)
		}
	}
	year := calendar.DateOf(r.command.At).Year()
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

// seriesFor finds a series of the organ: by its key, or by the kind a table
// names ("receipt") when the organ has an open one of it.
func (s *Store) seriesFor(ctx context.Context, organ, name string) (models.NumberSeries, error) {
	var found []models.NumberSeries
	err := s.DB(ctx).Where("organ = ? AND closed = ? AND (series_key = ? OR kind = ?)", organ, false, name, name).
		Order("series_key").Find(&found).Error
	if err != nil {
		return models.NumberSeries{}, err
	}
	for _, series := range found {
		if series.Key == name {
			return series, nil
		}
	}
	if len(found) == 0 {
		return models.NumberSeries{}, fault.New(fault.Conflict, "SERIES_NOT_FOUND", wordsNoSeries).With("series", name)
	}
	return found[0], nil
}

// heldNumbers are the numbers of the series that the case has or that are kept
// back for it.
func (s *Store) heldNumbers(ctx context.Context, series, caseID string) ([]models.Number, error) {
	var held []models.Number
	err := s.DB(ctx).Where("case_id = ? AND series_key = ? AND status <> ?", caseID, series, models.NumberVoid).
		Order("series_year, n").Find(&held).Error
	return held, err
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
