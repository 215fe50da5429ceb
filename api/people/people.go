// Package people is the API of units, persons, posts and standing delegations,
// and of handing over what somebody leaves behind.
package people

import (
	"context"
	"net/http"
	"time"

	"github.com/zhihui-renda/renda/api/act"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// Allower says whether the person may do an action in the organ itself.
type Allower interface {
	Allow(ctx context.Context, person, unit, object, action string) (bool, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Store *store.Store
	// Engine does the acts of a hand-over.
	Engine act.Engine
	// Lapse tells the cases after a right was taken away.
	Lapse func(ctx context.Context)
	// Allower says in whose organ the caller may hand over.
	Allower Allower
	Viewer  func(ctx context.Context) (models.Viewer, error)
	// By is who changes something in the request.
	By  func(ctx context.Context, at time.Time) models.By
	Now func() time.Time
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List wraps a whole list, or a page of one with the cursor of the next.
type List[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next,omitempty" doc:"下一页的游标；没有则到此为止。"`
	}
}

func listOf[T any](items []T, next string) *List[T] {
	out := &List[T]{}
	out.Body.Items = append([]T{}, items...)
	out.Body.Next = next
	return out
}

// Done is the answer of a write that has nothing to tell.
type Done struct{}

type idIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (d Deps) by(ctx context.Context) models.By { return d.By(ctx, d.Now()) }

// add registers a row; reads are of anybody who may see people.
func add[I, O any](d *door.Door, tag, policy, method, path, id, summary, help string, handle door.Handler[I, O]) {
	object, action := "people", policy
	switch policy {
	case "assign":
		object = "post"
	case "own":
		object = "proxy"
	}
	door.Register(d, door.Route{
		Method: method, Path: path, ID: id, Summary: summary, Description: help, Tag: tag,
		Object: object, Action: action, Write: method != http.MethodGet,
	}, handle)
}

// Register adds the operations on people.
func Register(d *door.Door, deps Deps) {
	get, post, patch, remove := http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete

	add(d, tagUnits, "read", get, "/units", "list-units", unitsSummary, "", deps.units)
	add(d, tagUnits, "read", get, "/units/{id}/history", "list-unit-history", historySummary, "", deps.history)
	add(d, tagUnits, "write", post, "/units", "create-unit", createUnitSummary, "", deps.createUnit)
	add(d, tagUnits, "write", patch, "/units/{id}", "rename-unit", renameUnitSummary, "", deps.renameUnit)
	add(d, tagUnits, "write", post, "/units/{id}/move", "move-unit", moveUnitSummary, moveUnitHelp, deps.moveUnit)
	add(d, tagUnits, "write", post, "/units/{id}/close", "close-unit", closeUnitSummary, closeUnitHelp, deps.closeUnit)
	add(d, tagUnits, "read", get, "/letterheads", "list-letterheads", headsSummary, "", deps.letterheads)
	add(d, tagUnits, "write", post, "/letterheads", "create-letterhead", createHeadSummary, "", deps.createLetterhead)
	add(d, tagUnits, "write", remove, "/letterheads/{id}", "close-letterhead", closeHeadSummary, "", deps.closeLetterhead)

	add(d, tagPeople, "read", get, "/roles", "list-roles", rolesSummary, "", deps.roles)
	add(d, tagPeople, "read", get, "/people", "list-people", peopleSummary, "", deps.people)
	add(d, tagPeople, "read", get, "/people/{id}", "get-person", personSummary, "", deps.person)
	add(d, tagPeople, "write", post, "/people", "create-person", createSummary, createHelp, deps.create)
	add(d, tagPeople, "write", patch, "/people/{id}", "rename-person", renameSummary, "", deps.rename)
	add(d, tagPeople, "reset", post, "/people/{id}/password", "reset-password", resetSummary, resetHelp, deps.reset)
	add(d, tagPeople, "unlock", get, "/people/{id}/lock", "get-lock", lockSummary, "", deps.lock)
	add(d, tagPeople, "unlock", post, "/people/{id}/unlock", "unlock-person", unlockSummary, "", deps.unlock)
	add(d, tagPeople, "assign", post, "/people/{id}/posts", "give-post", givePostSummary, givePostHelp, deps.givePost)
	add(d, tagPeople, "assign", remove, "/posts/{id}", "end-post", endPostSummary, "", deps.endPost)

	add(d, tagLeaving, "leave", get, "/people/{id}/leaving", "get-leaving", leavingSummary, leavingHelp, deps.leaving)
	add(d, tagLeaving, "leave", post, "/people/{id}/deactivate", "deactivate-person", deactivateSummary, deactivateHelp, deps.deactivate)
	add(d, tagLeaving, "leave", post, "/people/{id}/reactivate", "reactivate-person", reactivateSummary, reactivateHelp, deps.reactivate)
	add(d, tagLeaving, "hand_over", get, "/people/{id}/tasks", "list-open-tasks", tasksSummary, tasksHelp, deps.tasks)
	// Each act of a hand-over is kept under its own key: sent again, what was
	// done stays and the rest is done.
	door.Register(d, door.Route{
		Method: post, Path: "/people/{id}/hand-over", ID: "hand-over", Summary: handOverSummary, Description: handOverHelp,
		Tag: tagLeaving, Object: "people", Action: "hand_over", Write: true, OwnKey: true,
	}, deps.handOver)

	add(d, tagProxies, "own", get, "/proxies", "list-proxies", proxiesSummary, "", deps.proxies)
	add(d, tagProxies, "own", post, "/proxies", "create-proxy", createProxySummary, createProxyHelp, deps.createProxy)
	add(d, tagProxies, "own", get, "/proxies/agents", "list-agents", agentsSummary, agentsHelp, deps.agents)
	add(d, tagProxies, "own", remove, "/proxies/{id}", "revoke-proxy", revokeProxySummary, "", deps.revokeProxy)
	add(d, tagProxies, "own", get, "/proxies/{id}/digest", "get-proxy-digest", digestSummary, digestHelp, deps.digest)
}
