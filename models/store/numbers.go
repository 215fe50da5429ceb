package store

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/models"
)

// SaveSeries makes a series or changes its title, prefix and format; numbers
// given keep theirs. Key, organ and kind are for ever.
func (s *Store) SaveSeries(ctx context.Context, series models.NumberSeries) error { return errNotYet }

// Series is the series with the key; NotFound, SERIES_NOT_FOUND.
func (s *Store) Series(ctx context.Context, key string) (models.NumberSeries, error) {
	return models.NumberSeries{}, errNotYet
}

// AllSeries are the series of an organ, of all organs when it is empty.
func (s *Store) AllSeries(ctx context.Context, organ string) ([]models.NumberSeries, error) {
	return nil, errNotYet
}

// NumbersOf are the numbers of a series in a year with n below the given one
// (0: all), greatest first, at most limit.
func (s *Store) NumbersOf(ctx context.Context, key string, year, below, limit int) ([]models.Number, error) {
	return nil, errNotYet
}

// Reservation asks for numbers to be kept back.
type Reservation struct {
	Series string
	Count  int    // 1 to 50
	CaseID string // the case that shall get the (single) number; may come later
	By     string
	Reason string
	At     time.Time
}

// ReserveNumbers keeps back the next numbers of the series.
func (s *Store) ReserveNumbers(ctx context.Context, r Reservation) ([]models.Number, error) {
	return nil, errNotYet
}

// AssignNumber lets the case take the reserved number when it next needs one of
// the series. Conflict, NUMBER_NOT_RESERVED if it is not free.
func (s *Store) AssignNumber(ctx context.Context, series string, year, n int, caseID string) error {
	return errNotYet
}

// VoidNumber ends a number for ever with a reason: Conflict, NUMBER_VOID if it
// is already; NotFound, NUMBER_NOT_FOUND.
func (s *Store) VoidNumber(ctx context.Context, series string, year, n int, by, reason string, at time.Time) error {
	return errNotYet
}
