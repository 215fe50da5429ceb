package store

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"github.com/zhihui-renda/renda/models"
)

var forUpdate = clause.Locking{Strength: clause.LockingStrengthUpdate}

type seriesYear struct {
	SeriesKey  string
	SeriesYear int
	FirstN     int
	NextN      int
}

func (seriesYear) TableName() string { return "number_counters" }

// verifyNumbers proves that every series has each number from its first to its
// last once, and no number without an event where it says it was taken.
func (s *Store) verifyNumbers(ctx context.Context, report *Report) error {
	var counters []seriesYear
	if err := s.DB(ctx).Order("series_key, series_year").Find(&counters).Error; err != nil {
		return err
	}
	for _, c := range counters {
		if err := s.verifySeries(ctx, c, report); err != nil {
			return err
		}
	}
	var stray []models.Number
	err := s.DB(ctx).Where("NOT EXISTS (SELECT 1 FROM number_counters AS c WHERE c.series_key = numbers.series_key " +
		"AND c.series_year = numbers.series_year)").Limit(1).Find(&stray).Error
	for _, n := range stray {
		report.find(Finding{Check: CheckNumbers, Table: "number_counters", Row: yearName(n.Series, n.Year), Detail: wordsRowMissing})
	}
	return err
}

func yearName(series string, year int) string { return fmt.Sprintf("%s %d", series, year) }

// verifySeries looks at one year of a series while nobody takes a number of it.
func (s *Store) verifySeries(ctx context.Context, c seriesYear, report *Report) error {
	return s.Tx(ctx, func(tx *Store) error {
		query := tx.DB(ctx)
		if tx.dialect == MySQL {
			query = query.Clauses(forUpdate)
		}
		if err := query.Where("series_key = ? AND series_year = ?", c.SeriesKey, c.SeriesYear).Take(&c).Error; err != nil {
			return err
		}
		var rows []models.Number
		err := tx.DB(ctx).Where("series_key = ? AND series_year = ?", c.SeriesKey, c.SeriesYear).Order("n").Find(&rows).Error
		if err != nil {
			return err
		}
		report.Numbers += len(rows)
		next := c.FirstN
		texts := map[string]bool{}
		for _, n := range rows {
			at := Finding{Check: CheckNumbers, Table: "numbers", Row: n.Number, CaseID: n.CaseID}
			switch {
			case n.N != next:
				at.Row, at.Column, at.CaseID, at.Detail = fmt.Sprintf("%s %d", yearName(c.SeriesKey, c.SeriesYear), next), "n", "", wordsNumberGap
				report.find(at)
				return nil
			case texts[n.Number]:
				at.Column, at.Detail = "number", wordsNumberTwice
				report.find(at)
			case n.Status == models.NumberTaken && n.CaseID == "":
				at.Column, at.Detail = "case_id", wordsNumberUnused
				report.find(at)
			}
			texts[n.Number] = true
			next++
		}
		if next != c.NextN {
			report.find(Finding{
				Check: CheckNumbers, Table: "number_counters", Row: yearName(c.SeriesKey, c.SeriesYear), Column: "next_n", Detail: wordsNumberGap,
			})
		}
		return nil
	})
}

// verifyContents proves that all bytes are under the hash of themselves.
func (s *Store) verifyContents(ctx context.Context, report *Report) error {
	for after := ""; ; {
		var rows []contentRow
		if err := s.DB(ctx).Where("hash > ?", after).Order("hash").Limit(50).Find(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		for _, r := range rows {
			after = r.Hash
			if ContentHash(r.Bytes) != r.Hash {
				report.find(Finding{Check: CheckContents, Table: "contents", Row: r.Hash, Column: "bytes", Detail: wordsContentChanged})
			}
		}
	}
}

// verifyOrphans finds rows of cases that are not there.
func (s *Store) verifyOrphans(ctx context.Context, report *Report) error {
	for _, table := range []string{
		"events", "commands", "tasks", "opinions", "clocks", "clock_entries", "inbox", "case_access", "deliveries",
		"documents", "document_versions", "archive_items", "annotations",
	} {
		var ids []string
		err := s.DB(ctx).Table(table).Where("NOT EXISTS (SELECT 1 FROM cases WHERE cases.id = "+table+".case_id)").
			Order("case_id").Limit(1).Pluck("case_id", &ids).Error
		if err != nil {
			return err
		}
		for _, id := range ids {
			report.find(Finding{Check: CheckOrphans, Table: table, CaseID: id, Column: "case_id", Detail: wordsOrphan})
		}
	}
	return nil
}
