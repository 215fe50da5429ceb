package cases

import (
	"context"
	"net/http"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// ByID names a case.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

type historyIn struct {
	ByID
	After int64 `query:"after" minimum:"0" doc:"从此 seq 之后开始。"`
	Limit int   `query:"limit" minimum:"1" maximum:"500" default:"500"`
}

type clockIn struct {
	ByID
	Clock string `path:"clock" maxLength:"64"`
}

type actIn struct {
	ByID
	Body Act
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items"`
}

// History is a page of the history.
type History struct {
	Items []Line `json:"items"`
	Next  int64  `json:"next,omitempty" doc:"还有时，作为 after 继续读取。"`
}

const tag = "办理"

func route(method, path, id, summary, action string) door.Route {
	return door.Route{Method: method, Path: path, ID: id, Summary: summary, Tag: tag, Object: "case", Action: action}
}

// Register adds the operations on cases.
func Register(d *door.Door, deps Deps) {
	door.Register(d, route(http.MethodGet, "/cases/{id}", "get-case", "查看办理情况", "read"), deps.get)
	door.Register(d, route(http.MethodGet, "/cases/{id}/events", "list-case-events", "查看历程", "read"), deps.listEvents)
	door.Register(d, route(http.MethodGet, "/cases/{id}/tasks", "list-case-tasks", "查看全部任务", "read"), deps.listTasks)
	door.Register(d, route(http.MethodGet, "/cases/{id}/opinions", "list-case-opinions", "查看意见", "read"), deps.listOpinions)
	door.Register(d, route(http.MethodGet, "/cases/{id}/related", "list-related-cases", "相关事项", "read"), deps.related)
	door.Register(d, route(http.MethodGet, "/cases/{id}/options", "list-case-options", "查看当前可办理的事项", "read"), deps.listOptions)
	door.Register(d, route(http.MethodGet, "/cases/{id}/clocks/{clock}/explain", "explain-clock", "说明时限如何计算", "read"), deps.explainClock)
	door.Register(d, route(http.MethodPost, "/cases/{id}/preview", "preview-act", "预览办理结果", "read"), deps.previewAct)
	door.Register(d, route(http.MethodPost, "/cases/previews", "preview-acts", "预览对多件的办理结果", "read"), deps.previewMany)
	acts := route(http.MethodPost, "/cases/{id}/acts", "act-on-case", "办理", "act")
	acts.Write, acts.OwnKey, acts.MaxBody = true, true, 4<<20
	door.Register(d, acts, deps.act)
}

func (d Deps) get(ctx context.Context, in *ByID) (*Answer[Head], error) {
	viewer, record, err := d.load(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	head, err := d.head(ctx, viewer, record)
	return &Answer[Head]{head}, err
}

func (d Deps) listEvents(ctx context.Context, in *historyIn) (*Answer[History], error) {
	lines, next, err := d.history(ctx, in.ID, in.After, min(in.Limit, maxEvents))
	return &Answer[History]{History{Items: lines, Next: next}}, err
}

func (d Deps) listTasks(ctx context.Context, in *ByID) (*Answer[List[Task]], error) {
	list, err := d.tasks(ctx, in.ID)
	return &Answer[List[Task]]{List[Task]{list}}, err
}

func (d Deps) listOpinions(ctx context.Context, in *ByID) (*Answer[List[Said]], error) {
	list, err := d.opinions(ctx, in.ID)
	return &Answer[List[Said]]{List[Said]{list}}, err
}

func (d Deps) listOptions(ctx context.Context, in *ByID) (*Answer[*Options], error) {
	options, err := d.options(ctx, in.ID)
	return &Answer[*Options]{options}, err
}

func (d Deps) explainClock(ctx context.Context, in *clockIn) (*Answer[*Explained], error) {
	explained, err := d.explain(ctx, in.ID, in.Clock)
	return &Answer[*Explained]{explained}, err
}

func (d Deps) previewAct(ctx context.Context, in *actIn) (*Answer[*Preview], error) {
	preview, err := d.preview(ctx, in.ID, in.Body)
	return &Answer[*Preview]{preview}, err
}

func (d Deps) act(ctx context.Context, in *actIn) (*Answer[contract.Answer], error) {
	answer, err := d.do(ctx, in.ID, in.Body)
	return &Answer[contract.Answer]{answer}, err
}
