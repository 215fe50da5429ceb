package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// span is one range of an index, in its order.
type span struct {
	where string
	args  []any
	order string
}

// rows reads one row more than the page from each address by its key, and the
// first of all of them.
func (r *inboxRead) rows(ctx context.Context, addresses []string) ([]inboxRow, error) {
	order, spans := r.spans()
	var parts []string
	var args []any
	for _, address := range addresses {
		for _, span := range spans {
			parts = append(parts, "SELECT * FROM (SELECT inbox.* FROM inbox"+r.join+" WHERE inbox.address = ? AND inbox.box = ?"+
				span.where+r.where+" ORDER BY "+span.order+" LIMIT ?) AS a"+strconv.Itoa(len(parts)))
			args = append(args, address, r.box())
			args = append(append(append(args, span.args...), r.args...), r.limit+1)
		}
	}
	var found []inboxRow
	err := r.s.DB(ctx).Raw("SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") AS found ORDER BY "+order+" LIMIT ?",
		append(args, r.limit+1)...).Scan(&found).Error
	return found, err
}

// box is the box as rows have it: what is late is in todo.
func (r *inboxRead) box() Box {
	if r.q.Box == BoxOverdue {
		return BoxTodo
	}
	return r.q.Box
}

// order is that of the list: what is late is by its day, unless it was asked
// otherwise.
func (r *inboxRead) order() Order {
	switch {
	case r.kind.newest:
		return ""
	case r.q.Order == "" && r.q.Box == BoxOverdue:
		return OrderDue
	case r.q.Order == "":
		return OrderUrgency
	}
	return r.q.Order
}

// spans are the ranges that hold the page for one address, and the order of all
// rows together. The page begins after the cursor.
func (r *inboxRead) spans() (order string, spans []span) {
	at, ref := r.after[0], r.after[1]
	switch r.order() {
	case OrderDue:
		return "due IS NULL, due, ref", r.dueSpans(at, ref)
	case OrderArrival:
		s := span{order: "inbox.arrived_at DESC, inbox.ref DESC"}
		if ref != "" {
			day := micros(at)
			s.where, s.args = " AND (inbox.arrived_at < ? OR inbox.arrived_at = ? AND inbox.ref < ?)", []any{day, day, ref}
		}
		return "arrived_at DESC, ref DESC", []span{s}
	default: // by urgency, which is the row's own key
	}
	order, comes := "sort_key", ">"
	if r.kind.newest {
		order, comes = "sort_key DESC", "<"
	}
	s := span{order: "inbox." + order}
	if ref != "" {
		s.where, s.args = " AND inbox.sort_key "+comes+" ?", []any{at}
	}
	return order, []span{s}
}

// dueSpans are what has a due day and, after that, what has none.
func (r *inboxRead) dueSpans(at, ref string) []span {
	dated := span{where: " AND inbox.due IS NOT NULL", order: "inbox.due, inbox.ref"}
	undated := span{where: " AND inbox.due IS NULL", order: "inbox.ref"}
	switch {
	case ref == "":
	case at == "":
		undated.where, undated.args = undated.where+" AND inbox.ref > ?", []any{ref}
		return []span{undated}
	default:
		day := micros(at)
		dated.where, dated.args = dated.where+" AND (inbox.due > ? OR inbox.due = ? AND inbox.ref > ?)", []any{day, day, ref}
	}
	if r.q.Box == BoxOverdue {
		return []span{dated}
	}
	return []span{dated, undated}
}

// micros reads an instant of a cursor, which was made by us: it is checked.
func micros(text string) time.Time {
	n, _ := strconv.ParseInt(text, 10, 64)
	return time.UnixMicro(n).UTC()
}

// key is the place of a row in the order of its list.
func (r *inboxRead) key(row inboxRow) []string {
	at := row.SortKey
	switch r.order() {
	case OrderDue:
		at = ""
		if row.Due != nil {
			at = strconv.FormatInt(row.Due.UnixMicro(), 10)
		}
	case OrderArrival:
		at = strconv.FormatInt(row.ArrivedAt.UnixMicro(), 10)
	default:
	}
	return []string{at, row.Ref}
}

// line is the column of which a list shows each value once: a task that came by
// two addresses; in the lists of what was done, a case of which one did several
// things.
func (k boxKind) line() string {
	if k.newest && !k.deliveries {
		return "case_id"
	}
	return "ref"
}

// once leaves each line once.
func (k boxKind) once(rows []inboxRow) []inboxRow {
	seen := map[string]bool{}
	return slices.DeleteFunc(rows, func(r inboxRow) bool {
		line := r.Ref
		if k.line() == "case_id" {
			line = r.CaseID
		}
		was := seen[line]
		seen[line] = true
		return was
	})
}
