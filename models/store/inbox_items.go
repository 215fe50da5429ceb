package store

import (
	"context"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/models"
)

// listed leaves out of a case what no list shows.
var listed = []string{"state", "definition", "head"}

// inboxItems fetches what the rows of a page stand for.
func (s *Store) inboxItems(ctx context.Context, rows []inboxRow, kind boxKind, now time.Time) ([]InboxItem, error) {
	items := make([]InboxItem, 0, len(rows))
	if len(rows) == 0 {
		return items, nil
	}
	var caseIDs, refs []string
	for _, r := range rows {
		caseIDs, refs = append(caseIDs, r.CaseID), append(refs, r.Ref)
	}
	if kind.deliveries {
		deliveries, err := byID(ctx, s, refs, nil, func(d *models.Delivery) string { return d.ID })
		for _, r := range rows {
			items = append(items, InboxItem{Arrived: local(r.ArrivedAt), Delivery: deliveries[r.Ref]})
		}
		return items, err
	}
	cases, err := byID(ctx, s, unique(caseIDs), listed, func(c *models.Case) string { return c.ID })
	if err != nil {
		return nil, err
	}
	tasks, err := byID(ctx, s, refs, nil, func(t *models.Task) string { return t.ID })
	for _, r := range rows {
		items = append(items, InboxItem{
			Arrived: local(r.ArrivedAt), Case: cases[r.CaseID], Task: tasks[r.Ref], For: r.Principal,
			Late: kind.waiting && r.Due != nil && !now.Before(*r.Due),
		})
	}
	return items, err
}

func byID[T any](ctx context.Context, s *Store, ids, without []string, id func(*T) string) (map[string]*T, error) {
	var rows []T
	err := s.DB(ctx).Omit(without...).Where("id IN ?", ids).Find(&rows).Error
	found := make(map[string]*T, len(rows))
	for i := range localized(rows) {
		found[id(&rows[i])] = &rows[i]
	}
	return found, err
}

// Count is the number of items in a box; when Capped, there are more than N.
type Count struct {
	N      int  `json:"n"`
	Capped bool `json:"capped,omitempty"`
}

// mostCounted is where counting stops: nobody reads a greater number.
const mostCounted = 1000

// Counts are the numbers of all boxes, each counted up to 1000, in one
// statement over the index alone.
func (s *Store) Counts(ctx context.Context, viewer models.Viewer, now time.Time) (map[Box]Count, error) {
	counts := make(map[Box]Count, len(Boxes))
	var parts []string
	var args []any
	for _, box := range Boxes {
		counts[box] = Count{}
		kind := boxes[box]
		addresses := boxAddresses(viewer, kind)
		if len(addresses) == 0 {
			continue
		}
		where, kept := "address IN ? AND box = ?", box
		if box == BoxOverdue {
			where, kept = where+" AND due <= ?", BoxTodo
		}
		args = append(args, box, addresses, kept)
		if box == BoxOverdue {
			args = append(args, utc(now))
		}
		if kind.waiting {
			where += " AND (until_at IS NULL OR until_at > ?)"
			args = append(args, utc(now))
		}
		args = append(args, mostCounted+1)
		parts = append(parts, "SELECT ? AS box, COUNT(DISTINCT "+kind.line()+") AS n FROM (SELECT "+kind.line()+
			" FROM inbox WHERE "+where+" LIMIT ?) AS counted")
	}
	if len(parts) == 0 {
		return counts, nil
	}
	var rows []struct {
		Box Box
		N   int
	}
	if err := s.DB(ctx).Raw(strings.Join(parts, " UNION ALL "), args...).Scan(&rows).Error; err != nil {
		return nil, asFault(err)
	}
	for _, r := range rows {
		counts[r.Box] = Count{N: min(r.N, mostCounted), Capped: r.N > mostCounted}
	}
	return counts, nil
}
