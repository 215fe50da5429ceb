package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
)

type verificationRow struct {
	ID          string `gorm:"primaryKey"`
	At          time.Time
	Cases       int
	Events      int
	Numbers     int
	Broken      int
	BrokenCheck string
	BrokenRow   string
	RootDay     string
	Root        string
}

func (verificationRow) TableName() string { return "verifications" }

// KeepVerification notes what Verify found at the instant, with the root of the
// day before: a day that is over has one root for good.
func (s *Store) KeepVerification(ctx context.Context, report Report, at time.Time) (models.Verification, error) {
	day := at.In(calendar.Shanghai).AddDate(0, 0, -1).Format(time.DateOnly)
	root, err := s.Root(ctx, day)
	if err != nil {
		return models.Verification{}, err
	}
	row := verificationRow{
		ID: newID(), At: utc(at), Cases: report.Cases, Events: report.Events, Numbers: report.Numbers, RootDay: day, Root: root,
	}
	for i, f := range report.Findings {
		row.Broken += f.Count
		if i == 0 {
			row.BrokenCheck, row.BrokenRow = string(f.Check), f.where()
		}
	}
	return row.verification(), asFault(s.DB(ctx).Create(&row).Error)
}

// where is the place of a finding: its table and what names the row.
func (f *Finding) where() string {
	parts := []string{f.Table}
	for _, part := range []string{f.CaseID, f.Row, f.Column} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if f.Seq > 0 {
		parts = append(parts, fmt.Sprint(f.Seq))
	}
	const most = 300
	if where := []rune(strings.Join(parts, " ")); len(where) > most {
		return string(where[:most])
	}
	return strings.Join(parts, " ")
}

// LastVerification is the latest one that was kept, nil when there was none.
func (s *Store) LastVerification(ctx context.Context) (*models.Verification, error) {
	var row verificationRow
	err := s.DB(ctx).Order("at DESC, id DESC").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, asFault(err)
	}
	last := row.verification()
	return &last, nil
}

func (r verificationRow) verification() models.Verification {
	return models.Verification{
		At: local(r.At), Cases: r.Cases, Events: r.Events, Numbers: r.Numbers, Broken: r.Broken, BrokenCheck: r.BrokenCheck,
		BrokenRow: r.BrokenRow, RootDay: r.RootDay, Root: r.Root,
	}
}
