package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

var errNotYet = errors.New("store: not yet")

// Addresses are all addresses of a person: himself, each role in each unit of
// his expanded posts, and the oversight of an organ where his role has it.
// Administrators have none at all.
func Addresses(p process.Person) []string { return nil }

// Visible limits a query on a table with the case id in the column to the cases
// the viewer may see: the one place where that is said.
func Visible(viewer models.Viewer, column string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db }
}

// CaseRecord is a case with its state and its table.
type CaseRecord struct {
	models.Case
	State      process.State      `json:"-"`
	Definition process.Definition `json:"-"`
}

// Case is the case with the id; one that is not there or not to be seen is
// NotFound, CASE_NOT_FOUND.
func (s *Store) Case(ctx context.Context, viewer models.Viewer, id string) (CaseRecord, error) {
	return CaseRecord{}, errNotYet
}

// CaseEvents are the events after the seq, oldest first, at most limit.
func (s *Store) CaseEvents(ctx context.Context, viewer models.Viewer, id string, after int64, limit int) ([]models.Event, error) {
	return nil, errNotYet
}

// CaseTasks are all tasks of a case in the order of opening.
func (s *Store) CaseTasks(ctx context.Context, viewer models.Viewer, id string) ([]models.Task, error) {
	return nil, errNotYet
}

// CaseOpinions are all opinions of a case in order.
func (s *Store) CaseOpinions(ctx context.Context, viewer models.Viewer, id string) ([]models.Opinion, error) {
	return nil, errNotYet
}

// CaseClocks are the clocks of a case with the entries of their ledgers.
func (s *Store) CaseClocks(ctx context.Context, viewer models.Viewer, id string) ([]models.Clock, []models.ClockEntry, error) {
	return nil, nil, errNotYet
}

// CaseDeliveries are the recipients of what a case dispatched.
func (s *Store) CaseDeliveries(ctx context.Context, viewer models.Viewer, id string) ([]models.Delivery, error) {
	return nil, errNotYet
}

// Delivery is one delivery as its recipient (or who sees the case) may see it;
// otherwise NotFound, DELIVERY_NOT_FOUND.
func (s *Store) Delivery(ctx context.Context, viewer models.Viewer, id string) (models.Delivery, error) {
	return models.Delivery{}, errNotYet
}

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
	BoxProxied   Box = "proxied"   // 委托: mine and for others
	BoxIncoming  Box = "incoming"  // 待签收: delivered to my unit, not signed for
	BoxReceived  Box = "received"  // 已签收
)

// InboxQuery asks for one page of a box. Empty filters do not filter.
type InboxQuery struct {
	Box      Box
	Process  string
	Urgency  string // "none" for ordinary
	Number   string // part of it
	Title    string // part of it
	Sender   string // part of it
	Step     string
	Since    string // arrived on or after the day, 2006-01-02
	Until    string // arrived on or before the day
	Cursor   string
	Limit    int // 1 to 100; 0 means 50
	Now      time.Time
	WithDone bool
}

// InboxItem is one line of a list.
type InboxItem struct {
	Box     Box              `json:"box"`
	Arrived time.Time        `json:"arrived"`
	Case    *models.Case     `json:"case,omitempty"`
	Task    *models.Task     `json:"task,omitempty"`
	Deliver *models.Delivery `json:"delivery,omitempty"`
	Late    bool             `json:"late,omitempty"`
	// For is the principal when the viewer would act as his proxy.
	For string `json:"for,omitempty"`
}

// InboxPage is a page; Next is empty on the last one.
type InboxPage struct {
	Items []InboxItem `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// Inbox is one page of a box, in the order of urgency, due day and arrival for
// what is to be done, newest first for what was. A cursor that Inbox did not
// make for this viewer and box is Invalid, BAD_CURSOR.
func (s *Store) Inbox(ctx context.Context, viewer models.Viewer, q InboxQuery) (InboxPage, error) {
	return InboxPage{}, errNotYet
}

// Count is the number of items in a box; Capped when there are more than N.
type Count struct {
	N      int  `json:"n"`
	Capped bool `json:"capped,omitempty"`
}

// Counts are the numbers of all boxes, each counted up to 1000.
func (s *Store) Counts(ctx context.Context, viewer models.Viewer, now time.Time) (map[Box]Count, error) {
	return nil, errNotYet
}

// SearchQuery asks for cases by text.
type SearchQuery struct {
	Text   string
	Kinds  []string // of SearchRow; empty means all
	Cursor string
	Limit  int // 1 to 50; 0 means 20
}

// SearchHit is one text found. Marks are the places of the words in Snippet, in
// characters: start and end of each.
type SearchHit struct {
	Case    models.Case `json:"case"`
	Kind    string      `json:"kind"`
	Ref     string      `json:"ref,omitempty"`
	Snippet string      `json:"snippet"`
	Marks   [][2]int    `json:"marks"`
}

// SearchPage is a page of hits, newest first.
type SearchPage struct {
	Hits []SearchHit `json:"hits"`
	Next string      `json:"next,omitempty"`
}

// Search finds texts with all words of the query among the cases the viewer may
// see.
func (s *Store) Search(ctx context.Context, viewer models.Viewer, q SearchQuery) (SearchPage, error) {
	return SearchPage{}, errNotYet
}

// Notifications are those after the id in the order of id, at most limit.
func (s *Store) Notifications(ctx context.Context, after int64, limit int) ([]models.Notification, error) {
	return nil, errNotYet
}

// LastNotification is the greatest id there is, to begin listening at.
func (s *Store) LastNotification(ctx context.Context) (int64, error) { return 0, errNotYet }

// OpenCasesWithClocks are the ids after the cursor of cases whose run has
// something to wait for or to do: an alarm not rung, or an effect not done.
func (s *Store) OpenCasesWithClocks(ctx context.Context, after string, limit int) ([]string, error) {
	return nil, errNotYet
}

// RearmCandidates are OpenCasesWithClocks whose next alarm is before the
// instant, or that have an effect to do.
func (s *Store) RearmCandidates(ctx context.Context, before time.Time, after string, limit int) ([]string, error) {
	return nil, errNotYet
}

// OpenClocks are running and held clocks after the clock id, for the calendar
// to look at when it changed.
func (s *Store) OpenClocks(ctx context.Context, after string, limit int) ([]models.Clock, error) {
	return nil, errNotYet
}

// Finding is the first broken row of one kind of damage.
type Finding struct {
	Check  string `json:"check"`
	Table  string `json:"table"`
	CaseID string `json:"case_id,omitempty"`
	Seq    int64  `json:"seq,omitempty"`
	Column string `json:"column,omitempty"`
	Row    string `json:"row,omitempty"`
	Detail string `json:"detail"` // Chinese
}

// Report is what Verify found.
type Report struct {
	Cases    int       `json:"cases"`
	Events   int       `json:"events"`
	Numbers  int       `json:"numbers"`
	Findings []Finding `json:"findings"`
}

// Verify proves the whole record. progress, when not nil, is told how many
// cases are done.
func (s *Store) Verify(ctx context.Context, progress func(cases int)) (Report, error) {
	return Report{}, errNotYet
}

// Root is one hash (SM3, hex) over the heads of all chains at the end of the
// day in Shanghai, 2006-01-02: publish it, and the past cannot be rewritten.
func (s *Store) Root(ctx context.Context, day string) (string, error) { return "", errNotYet }
