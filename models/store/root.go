package store

import (
	"context"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/ledger"
)

// Root is one hash (SM3, hex) over the heads of all chains at the end of the
// day in Shanghai, 2006-01-02: publish it, and the past cannot be rewritten
// unseen. The root of a day that is over never changes.
func (s *Store) Root(ctx context.Context, day string) (string, error) {
	date, err := calendar.ParseDate(day)
	if err != nil {
		return "", fault.New(fault.Invalid, "BAD_DATE", wordsBadDay).At("day")
	}
	end := time.Date(date.Year(), date.Month(), date.Day()+1, 0, 0, 0, 0, calendar.Shanghai)
	root := ledger.NewRoot(date.String())
	for after := ""; ; {
		var ids []string
		if err := s.DB(ctx).Table("cases").Where("id > ?", after).Order("id").Limit(500).Pluck("id", &ids).Error; err != nil {
			return "", asFault(err)
		}
		if len(ids) == 0 {
			return root.Sum(), nil
		}
		after = ids[len(ids)-1]
		var heads []struct {
			CaseID string
			Seq    int64
			Hash   string
		}
		err := s.DB(ctx).Raw(`SELECT e.case_id, e.seq, e.hash FROM events AS e
			JOIN (SELECT case_id, MAX(seq) AS seq FROM events WHERE case_id IN ? AND at < ? GROUP BY case_id) AS last
			ON last.case_id = e.case_id AND last.seq = e.seq ORDER BY e.case_id`, ids, utc(end)).Scan(&heads).Error
		if err != nil {
			return "", asFault(err)
		}
		for _, h := range heads {
			root.Add(h.CaseID, h.Hash, h.Seq)
		}
	}
}
