package e2e_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/e2e/rig"
	"github.com/zhihui-renda/renda/internal/demo/play"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

func TestTheCountyWorksOnRealDocumentsThroughTheProgram(t *testing.T) {
	file, err := os.Open(testkit.Shared(t, "data", "gongwen-guowuyuan.json"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	papers, err := play.ReadPapers(file)
	require.NoError(t, err)

	r := rig.Start(t, rig.Options{})
	var told bytes.Buffer
	stats, err := play.Run(t.Context(), newWire(t, r), papers, &told)
	if err != nil {
		t.Log(told.String())
	}
	require.NoError(t, err)
	require.Equal(t, len(papers), stats.Archived)
	require.Equal(t, 5, stats.Issued)
	require.Equal(t, 10, stats.Receipts)
	require.Equal(t, 1, stats.TakenIn)
	require.Positive(t, stats.Proxied)
	require.Positive(t, stats.Refused)

	whole, err := r.Run("verify")
	require.NoError(t, err, whole)

	// Copied while the program runs; the copy is a record like the first.
	dir := filepath.Join(t.TempDir(), "backups")
	out, err := r.Run("backup", dir)
	require.NoError(t, err, out)
	copies, err := filepath.Glob(filepath.Join(dir, "renda-*.db"))
	require.NoError(t, err)
	require.Len(t, copies, 1)
	restored := []string{"RENDA_DB_DSN=" + copies[0], "RENDA_BLOB_DIR=" + filepath.Join(dir, "files")}
	out, err = r.RunWith(restored, "verify")
	require.NoError(t, err, out)
	require.Equal(t, whole, out, "as many cases, events and numbers, and all of them sound")
}

// wire is an office behind the API: each user is a browser of his own, and time
// is what the clock on the wall says.
type wire struct {
	t           *testing.T
	rig         *rig.Rig
	record      *store.Store // for the ids of people and units only
	clients     map[string]*rig.Client
	units       map[string]models.Unit
	letterheads map[string]models.Letterhead
}

func newWire(t *testing.T, r *rig.Rig) *wire {
	t.Helper()
	record, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(r.Dir, "data", "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = record.Close() })
	w := &wire{
		t: t, rig: r, record: record, clients: map[string]*rig.Client{},
		units: map[string]models.Unit{}, letterheads: map[string]models.Letterhead{},
	}
	units, err := record.Units(t.Context(), false)
	require.NoError(t, err)
	for _, unit := range units {
		w.units[unit.Code] = unit
	}
	letterheads, err := record.Letterheads(t.Context(), "")
	require.NoError(t, err)
	for _, letterhead := range letterheads {
		w.letterheads[letterhead.Prefix] = letterhead
	}
	return w
}

func (w *wire) client(user string) *rig.Client {
	if w.clients[user] == nil {
		w.clients[user] = w.rig.SignIn(w.t, user)
	}
	return w.clients[user]
}

func (w *wire) post(ctx context.Context, user, path string, body any) (play.Place, error) {
	var answer contract.Answer
	err := w.client(user).Send(ctx, http.MethodPost, "/api/v1"+path, rig.Key(), body, &answer)
	return play.Place{CaseID: answer.CaseID, Step: answer.Step, Status: answer.Status, Numbers: answer.Numbers}, err
}

// Open opens a case by the door that is for it.
func (w *wire) Open(ctx context.Context, user string, o play.Opening) (play.Place, error) {
	body := map[string]any{"unit": w.units[o.Unit].ID}
	if len(o.Then) > 1 {
		body["register"] = map[string]any{"series": o.Then[1].Form["receipt_series"][0]}
	}
	if o.Content.Delivery != "" {
		return w.post(ctx, user, "/deliveries/"+o.Content.Delivery+"/incoming", body)
	}
	body["document"] = o.Content
	if o.Content.Flow == models.Outgoing {
		return w.post(ctx, user, "/documents/outgoing", body)
	}
	form := o.Then[0].Form
	body["sign_for"] = map[string]any{"count": form["count"][0], "channel": form["channel"][0]}
	return w.post(ctx, user, "/documents/incoming", body)
}

// Do acts on a case; a unit that signs for a paper does so at the delivery,
// since it does not see the case.
func (w *wire) Do(ctx context.Context, user, caseID string, a play.Act) (play.Place, error) {
	if a.Verb == process.VerbReceipt && user == "gov_registrar" {
		place, err := w.post(ctx, user, "/deliveries/"+a.Receipt.Delivery+"/receipt", map[string]any{"on": a.Receipt.On})
		place.CaseID = caseID
		return place, err
	}
	body := cases.Act{
		Verb: a.Verb, Outcome: a.Outcome, Form: a.Form, Document: a.Document, Target: a.Target, Strategy: a.Strategy,
		Order: a.Order, Until: a.Until, Reason: a.Reason,
	}
	if a.Opinion != nil {
		body.Opinion = &cases.Opinion{Text: a.Opinion.Text}
	}
	for _, to := range a.To {
		body.To = append(body.To, cases.Party{Person: to.Person, Role: to.Role, Unit: to.Unit})
	}
	if a.Receipt != nil {
		body.Receipt = &cases.Receipt{Delivery: a.Receipt.Delivery, Name: a.Receipt.Name, On: a.Receipt.On}
	}
	if a.Verb == process.VerbApprove { // he looks at what he may be signing
		var head cases.Head
		if err := w.client(user).Send(ctx, http.MethodGet, "/api/v1/cases/"+caseID, "", nil, &head); err != nil {
			return play.Place{}, err
		}
		body.ExpectSeq = head.Seq
	}
	return w.post(ctx, user, "/cases/"+caseID+"/acts", body)
}

// Pass lets no time pass: it is real here.
func (*wire) Pass(context.Context, string, time.Time) ([]process.AlarmKind, error) { return nil, nil }

// Now is the time on the wall.
func (*wire) Now() time.Time { return time.Now() }

// Delegate makes a proxy in the record.
func (w *wire) Delegate(ctx context.Context, principal, agent string, until time.Time) error {
	from, err := w.Person(ctx, principal)
	if err != nil {
		return err
	}
	to, err := w.Person(ctx, agent)
	if err != nil {
		return err
	}
	_, err = w.record.CreateProxy(ctx, models.Proxy{Principal: from, Agent: to, From: time.Now(), Until: until},
		models.By{PersonID: from, Port: "pc", At: time.Now()})
	return err
}

// Deliveries are those that the page of the case shows.
func (w *wire) Deliveries(ctx context.Context, user, caseID string) ([]models.Delivery, error) {
	var head cases.Head
	err := w.client(user).Send(ctx, http.MethodGet, "/api/v1/cases/"+caseID, "", nil, &head)
	out := make([]models.Delivery, len(head.Deliveries))
	for i, d := range head.Deliveries {
		out[i] = models.Delivery{ID: d.ID, CaseID: caseID}
		if d.Inside {
			out[i].Unit = d.Name
		}
	}
	return out, err
}

// Issued is the paper as its recipient reads it.
func (w *wire) Issued(ctx context.Context, user, delivery string) (models.IssuedPaper, error) {
	var paper models.IssuedPaper
	err := w.client(user).Send(ctx, http.MethodGet, "/api/v1/deliveries/"+delivery, "", nil, &paper)
	return paper, err
}

// Person is the id of a user.
func (w *wire) Person(ctx context.Context, user string) (string, error) {
	person, err := w.record.PersonByUsername(ctx, user)
	return person.ID, err
}

// Name is the name of a user.
func (w *wire) Name(ctx context.Context, user string) (string, error) {
	person, err := w.record.PersonByUsername(ctx, user)
	return person.Name, err
}

// Unit is the unit with the code.
func (w *wire) Unit(_ context.Context, code string) (models.Unit, error) { return w.units[code], nil }

// Letterhead is the letterhead with the prefix.
func (w *wire) Letterhead(_ context.Context, prefix string) (models.Letterhead, error) {
	return w.letterheads[prefix], nil
}
