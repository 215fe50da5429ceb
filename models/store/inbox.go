package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// Box names a list of the inbox.
type Box string

// The boxes.
const (
	BoxTodo      Box = "todo"      // 待办
	BoxToRead    Box = "to_read"   // 待阅
	BoxDone      Box = "done"      // 已办
	BoxRead      Box = "read"      // 已阅
	BoxInitiated Box = "initiated" // 我发起
	BoxFollowed  Box = "followed"  // 我关注
	BoxDrafts    Box = "drafts"    // 草稿
	BoxOverdue   Box = "overdue"   // 超时: in todo and late
	BoxProxied   Box = "proxied"   // 委托: what I stand in for, and what others stand in for me
	BoxIncoming  Box = "incoming"  // 待签收: sent to my unit, not signed for
	BoxReceived  Box = "received"  // 已签收
)

// boxKind says how a box is read.
type boxKind struct {
	own        bool // only the viewer's own address counts, not his pools
	newest     bool // newest first; otherwise by urgency, due day, arrival
	deliveries bool // holds deliveries, not tasks
	waiting    bool // holds what may be late
}

var boxes = map[Box]boxKind{
	BoxTodo: {waiting: true}, BoxToRead: {waiting: true}, BoxOverdue: {waiting: true},
	BoxDone: {own: true, newest: true}, BoxRead: {own: true, newest: true},
	BoxInitiated: {own: true, newest: true}, BoxFollowed: {own: true, newest: true},
	BoxDrafts: {own: true}, BoxProxied: {own: true, waiting: true},
	BoxIncoming: {deliveries: true}, BoxReceived: {deliveries: true, newest: true},
}

// Boxes are all boxes in the order people know them.
var Boxes = []Box{
	BoxTodo, BoxToRead, BoxDone, BoxRead, BoxInitiated, BoxFollowed, BoxDrafts, BoxOverdue, BoxProxied, BoxIncoming, BoxReceived,
}

// InboxQuery asks for one page of a box. Empty filters do not filter.
type InboxQuery struct {
	Box     Box
	Process string
	Urgency string // a word of urgency, or "none"
	Number  string // part of ours or the sender's
	Title   string // part of it
	Sender  string // part of it
	Step    string
	Since   string // arrived on or after the day, 2006-01-02
	Until   string // arrived on or before the day
	Order   Order  // empty is the box's own; lists of what was done are always newest first
	Cursor  string
	Limit   int // 1 to 100; 0 means 50
	Now     time.Time
}

// Order is the order of a list of what is to be done.
type Order string

// The orders.
const (
	OrderUrgency Order = "urgency" // then due day, then arrival
	OrderDue     Order = "due"     // what has no due day comes last
	OrderArrival Order = "arrival" // the newest first
)

// InboxItem is one line of a list: a task of a case, a delivery, or the case
// itself.
type InboxItem struct {
	Arrived  time.Time        `json:"arrived"`
	Case     *models.Case     `json:"case,omitempty"`
	Task     *models.Task     `json:"task,omitempty"`
	Delivery *models.Delivery `json:"delivery,omitempty"`
	Late     bool             `json:"late,omitempty"`
	// For is the principal of a task that is done by proxy.
	For string `json:"for,omitempty"`
}

// InboxPage is a page; Next is empty on the last one.
type InboxPage struct {
	Items []InboxItem `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// Inbox is one page of a box, in the order of urgency, due day and arrival for
// what is to be done, by due day for what is late, newest first for what was.
// Three statements, each of which reads as many rows as the page has, whatever
// the size of the record; a filter on title, number or sender reads the box.
// Faults: BAD_BOX, BAD_ORDER, BAD_LIMIT, BAD_DATE, and BAD_CURSOR for a cursor that Inbox
// did not make for this viewer, box and filter.
func (s *Store) Inbox(ctx context.Context, viewer models.Viewer, q InboxQuery) (InboxPage, error) {
	kind, ok := boxes[q.Box]
	if !ok {
		return InboxPage{}, fault.New(fault.Invalid, "BAD_BOX", wordsBadBox).At("box")
	}
	if !slices.Contains([]Order{"", OrderUrgency, OrderDue, OrderArrival}, q.Order) {
		return InboxPage{}, fault.New(fault.Invalid, "BAD_ORDER", wordsBadOrder).At("order")
	}
	limit, err := pageLimit(q.Limit, 50, 100)
	if err != nil {
		return InboxPage{}, err
	}
	after, err := readCursor(q.scope(viewer), q.Cursor, 2)
	if err != nil {
		return InboxPage{}, err
	}
	addresses := boxAddresses(viewer, kind)
	if len(addresses) == 0 {
		return InboxPage{Items: []InboxItem{}}, nil
	}
	r := inboxRead{s: s, q: q, kind: kind, after: after, limit: limit}
	if err := r.filter(); err != nil {
		return InboxPage{}, err
	}
	rows, err := r.rows(ctx, addresses)
	if err != nil {
		return InboxPage{}, asFault(err)
	}
	page := InboxPage{}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		page.Next = makeCursor(q.scope(viewer), r.key(last)...)
	}
	page.Items, err = s.inboxItems(ctx, kind.once(rows), kind, q.Now)
	return page, asFault(err)
}

// scope is what a cursor of the list is good for.
func (q *InboxQuery) scope(viewer models.Viewer) string {
	return strings.Join([]string{
		viewer.PersonID, string(q.Box), string(q.Order), q.Process, q.Urgency, q.Number, q.Title, q.Sender, q.Step, q.Since, q.Until,
	}, cursorSeparator)
}

// boxAddresses are those of the viewer under which the box is kept.
func boxAddresses(viewer models.Viewer, kind boxKind) []string {
	own := models.PersonAddress(viewer.PersonID)
	return slices.DeleteFunc(slices.Clone(viewer.Addresses), func(a string) bool {
		return strings.HasPrefix(a, "o:") || kind.own && a != own
	})
}

// inboxRead makes the statement of one page.
type inboxRead struct {
	s     *Store
	q     InboxQuery
	kind  boxKind
	after []string
	limit int
	join  string // to the table a filter needs
	where string
	args  []any
}

func (r *inboxRead) and(condition string, args ...any) {
	r.where += " AND " + condition
	r.args = append(r.args, args...)
}

// filter makes the conditions that are the same for every address.
func (r *inboxRead) filter() error {
	q := &r.q
	if q.Process != "" {
		r.and("inbox.process = ?", q.Process)
	}
	if q.Step != "" {
		r.and("inbox.step = ?", q.Step)
	}
	if q.Urgency != "" {
		r.and("inbox.urgency = ?", urgencyRank(q.Urgency))
	}
	for _, day := range []struct {
		text, field, condition string
		add                    int
	}{{q.Since, "since", "inbox.arrived_at >= ?", 0}, {q.Until, "until", "inbox.arrived_at < ?", 1}} {
		if day.text == "" {
			continue
		}
		date, err := calendar.ParseDate(day.text)
		if err != nil {
			return fault.New(fault.Invalid, "BAD_DATE", wordsBadDay).At(day.field)
		}
		start := time.Date(date.Year(), date.Month(), date.Day()+day.add, 0, 0, 0, 0, calendar.Shanghai)
		r.and(day.condition, utc(start))
	}
	if q.Box == BoxOverdue {
		r.and("inbox.due <= ?", utc(q.Now))
	}
	if r.kind.waiting {
		r.and("(inbox.until_at IS NULL OR inbox.until_at > ?)", utc(q.Now))
	}
	r.filterText()
	return nil
}

// filterText looks into the case or delivery of each row. The inbox is read
// first and in order; the other table only by its key.
func (r *inboxRead) filterText() {
	q := &r.q
	if q.Title == "" && q.Number == "" && q.Sender == "" {
		return
	}
	join := map[string]string{SQLite: "CROSS JOIN", MySQL: "STRAIGHT_JOIN"}[r.s.dialect]
	sender, source := "about.sender", "about.source_number"
	if r.kind.deliveries {
		r.join = " " + join + " deliveries AS about ON about.id = inbox.ref"
		sender, source = "about.name", "about.number"
	} else {
		r.join = " " + join + " cases AS about ON about.id = inbox.case_id"
	}
	const like = " LIKE ? ESCAPE '!'"
	if q.Title != "" {
		r.and("about.title"+like, contains(q.Title))
	}
	if q.Number != "" {
		r.and("(about.number"+like+" OR "+source+like+")", contains(q.Number), contains(q.Number))
	}
	if q.Sender != "" {
		r.and(sender+like, contains(q.Sender))
	}
}

func contains(text string) string { return "%" + escapeLike(text) + "%" }
