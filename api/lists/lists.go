// Package lists is the API of what waits for a person, what he did, and of
// finding things again. Every list reads SQL and shows only what its viewer may
// see; the store says what that is.
package lists

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Record is what the package reads of the store.
type Record interface {
	Inbox(ctx context.Context, viewer models.Viewer, q store.InboxQuery) (store.InboxPage, error)
	Counts(ctx context.Context, viewer models.Viewer, now time.Time) (map[store.Box]store.Count, error)
	Search(ctx context.Context, viewer models.Viewer, q store.SearchQuery) (store.SearchPage, error)
	SearchFacets(ctx context.Context, viewer models.Viewer, q store.SearchQuery) (store.Facets, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record Record
	Names  names.Directory
	Viewer func(ctx context.Context) (models.Viewer, error)
	Now    func() time.Time
}

type inboxIn struct {
	Box     store.Box   `query:"box" default:"todo" enum:"todo,to_read,done,read,initiated,followed,drafts,overdue,proxied,incoming,received"`
	Process string      `query:"process" maxLength:"64" doc:"流程，如 document.receive。"`
	Urgency string      `query:"urgency" enum:"特急,加急,none"`
	Number  string      `query:"number" maxLength:"64" doc:"文号的一部分。"`
	Title   string      `query:"title" maxLength:"200" doc:"标题的一部分。"`
	Sender  string      `query:"sender" maxLength:"100" doc:"来文单位的一部分。"`
	Step    string      `query:"step" maxLength:"64"`
	Since   string      `query:"since" format:"date" doc:"自此日起到达。"`
	Until   string      `query:"until" format:"date" doc:"至此日止到达。"`
	Order   store.Order `query:"order" enum:"urgency,due,arrival" doc:"未办各箱的次序；缺省为该箱自己的次序。已办各箱总是新的在前。"`
	Cursor  string      `query:"cursor" maxLength:"512" doc:"上一页给出的 next。"`
	Limit   int         `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// Page is a page of a list; Next is the cursor of the following one, empty on
// the last.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Counts are the numbers on the boxes.
type Counts struct {
	Boxes map[store.Box]store.Count `json:"boxes" doc:"每个箱最多数到 1000；capped 表示还有更多。"`
}

const tag = "列表"

// Register adds the lists.
func Register(d *door.Door, deps Deps) {
	row := door.Route{Method: http.MethodGet, Tag: tag, Object: "inbox", Action: "read"}
	inbox, counts, search, facets := row, row, row, row
	search.Object, facets.Object = "search", "search"
	inbox.Path, inbox.ID, inbox.Summary = "/inbox", "list-inbox", "待办、待阅、已办等列表"
	counts.Path, counts.ID, counts.Summary = "/inbox/counts", "count-inbox", "各箱数量"
	search.Path, search.ID, search.Summary = "/search", "search", "全文检索"
	door.Register(d, inbox, deps.inbox)
	door.Register(d, counts, deps.counts)
	facets.Path, facets.ID, facets.Summary = "/search/facets", "count-search", "检索结果的分布"
	door.Register(d, search, deps.search)
	door.Register(d, facets, deps.facets)
}

func (d Deps) inbox(ctx context.Context, in *inboxIn) (*Answer[Page[Item]], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	page, err := d.Record.Inbox(ctx, viewer, store.InboxQuery{
		Box: in.Box, Process: in.Process, Urgency: in.Urgency, Number: in.Number, Title: in.Title, Sender: in.Sender,
		Step: in.Step, Since: in.Since, Until: in.Until, Order: in.Order, Cursor: in.Cursor, Limit: in.Limit, Now: d.Now(),
	})
	if err != nil {
		return nil, err
	}
	items, err := d.items(ctx, page.Items)
	return &Answer[Page[Item]]{Page[Item]{Items: items, Next: page.Next}}, err
}

func (d Deps) counts(ctx context.Context, _ *struct{}) (*Answer[Counts], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	boxes, err := d.Record.Counts(ctx, viewer, d.Now())
	return &Answer[Counts]{Counts{boxes}}, err
}
