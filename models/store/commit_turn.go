package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/ledger"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// turn is one attempt at one commit.
type turn struct {
	c      *Committer
	tx     *Store
	act    contract.Act
	people People

	row   models.Case         // as loaded, then as it will be written
	def   *process.Definition // nil while the case does not exist
	state process.State
	was   projection        // of the state loaded
	texts map[string]string // searchable, by kind, of the case loaded
	fresh bool              // the case opens with this act

	persons map[string]process.Person // actors, looked up once
	now     time.Time                 // of the last command
	events  []process.Event           // decided and resolved
	links   []models.Event            // the same as rows of the ledger
	counts  map[int64]counted         // seq of a clock event to what the calendar said
	notes   []contract.Note
	boxed   []inboxRow // put into boxes by what was dispatched
	unboxed []inboxRow // taken out by receipts
	answer  contract.Answer
}

// counted is a question to the calendar with its answer.
type counted struct {
	ClockQuestion
	Deadline
}

// load reads the case and locks its row until the end of the transaction.
func (t *turn) load(ctx context.Context) error {
	query := t.tx.DB(ctx)
	if t.tx.inTx && t.tx.dialect == MySQL {
		query = query.Clauses(forUpdate)
	}
	err := query.Where("id = ?", t.act.CaseID).Take(&t.row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		t.fresh = true
		t.row = models.Case{ID: t.act.CaseID, Head: ledger.Genesis}
		return nil
	}
	if err != nil {
		return err
	}
	if t.row.ID != t.act.CaseID {
		// A database that pads with spaces finds it by what is not its id.
		return fault.New(fault.NotFound, "CASE_NOT_FOUND", wordsNoCase)
	}
	if err := json.Unmarshal([]byte(t.row.State), &t.state); err != nil {
		return err
	}
	if t.def, err = t.tx.table(ctx, t.row.Definition); err != nil {
		return err
	}
	t.was = project(t.def, &t.state)
	t.texts = map[string]string{SearchTitle: t.row.Title, SearchNumber: numbersText(&t.state, t.row.SourceNumber)}
	return nil
}

// commandRow is an act accepted.
type commandRow struct {
	ID     string
	Digest string
	CaseID string
	Seq    int64
	Events int
	At     time.Time
	Answer string
}

func (commandRow) TableName() string { return "commands" }

// answeredBefore returns what the same act was answered, or nil.
func (t *turn) answeredBefore(ctx context.Context) (*contract.Answer, error) {
	var row commandRow
	found := t.tx.DB(ctx).Where("id = ?", t.act.ID).Limit(1).Find(&row)
	if found.Error != nil || found.RowsAffected == 0 {
		return nil, found.Error
	}
	if row.Digest != t.act.Digest {
		return nil, fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", wordsKeyReused)
	}
	if row.CaseID != t.act.CaseID {
		return nil, fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED", wordsOtherCase)
	}
	answer := new(contract.Answer)
	return answer, json.Unmarshal([]byte(row.Answer), answer)
}

// decide asks the kernel about each command on the state the one before left.
func (t *turn) decide(ctx context.Context) error {
	t.counts = map[int64]counted{}
	if t.fresh {
		if err := t.findTable(ctx); err != nil {
			return err
		}
	}
	for _, command := range t.act.Commands {
		if err := t.prepare(ctx, &command); err != nil {
			return err
		}
		state, err := t.tx.asHeld(ctx, t.state, command.By.ID, command.At)
		if err != nil {
			return err
		}
		events, err := process.Decide(*t.def, state, command)
		if err != nil {
			return err
		}
		r := resolver{turn: t, command: &command, events: events}
		if err := r.resolve(ctx); err != nil {
			return err
		}
		for _, e := range r.events {
			if err := t.apply(e); err != nil {
				return err
			}
		}
		t.note(&command, r.events)
	}
	t.answer = t.answerNow()
	return nil
}

// findTable finds the table for a case that opens. Anything but an opening is
// left for the kernel to refuse.
func (t *turn) findTable(ctx context.Context) error {
	t.def = &process.Definition{}
	if len(t.act.Commands) == 0 || t.act.Commands[0].Verb != process.VerbOpen || t.act.Commands[0].Opening == nil {
		return fault.New(fault.NotFound, "CASE_NOT_FOUND", wordsNoCase)
	}
	d, err := t.c.Definitions.Definition(ctx, t.act.Definition, t.act.Commands[0].Opening.OwnerUnit)
	if err != nil {
		return err
	}
	t.def = &d
	return nil
}

// prepare completes a command with what the record knows of its actor now.
func (t *turn) prepare(ctx context.Context, command *process.Command) error {
	command.ID = t.act.ID
	if command.At.IsZero() {
		command.At = t.clock()
	}
	// As the record keeps it, or the replay would differ from what was decided.
	command.At = command.At.In(calendar.Shanghai).Truncate(time.Microsecond)
	t.now = command.At
	if command.Opening != nil {
		opening := *command.Opening
		opening.CaseID = t.act.CaseID
		if t.act.Noun != nil {
			opening.NounKind, opening.NounID = t.act.Noun.Kind, t.act.Noun.ID
		}
		command.Opening = &opening
	}
	id := command.By.ID
	if id == process.System {
		command.By = process.Person{ID: id}
		if command.Verb != process.VerbLapse {
			return nil
		}
		var err error
		command.Lapsed, err = t.tx.lapsed(ctx, &t.state, command.At)
		return err
	}
	if t.persons == nil {
		t.persons = map[string]process.Person{}
	}
	person, known := t.persons[id]
	if !known {
		var err error
		if person, err = t.people.PersonFor(ctx, id, command.At); err != nil {
			return err
		}
		owner := t.state.OwnerUnit
		if command.Opening != nil {
			owner = command.Opening.OwnerUnit
		}
		if person.Powers, err = t.c.Powers.Powers(ctx, person, owner); err != nil {
			return err
		}
		t.persons[id] = person
	}
	command.By = person
	return nil
}

func (t *turn) clock() time.Time {
	if t.c.Now != nil {
		return t.c.Now()
	}
	return time.Now()
}

// apply writes an event down as the ledger will have it and lets the state
// follow from that: so the replay of the ledger is the state.
func (t *turn) apply(e process.Event) error {
	payload := asJSON(e.Body)
	body, err := process.DecodeBody(e.Body.EventType(), []byte(payload))
	if err != nil {
		return err
	}
	e.Body = body
	if err := t.state.Apply(e); err != nil {
		return err
	}
	link := models.Event{
		CaseID: t.act.CaseID, Seq: e.Seq, CommandID: t.act.ID, N: len(t.events), Type: body.EventType(),
		Actor: e.By, OnBehalfOf: e.For, Port: e.Port, At: utc(e.At), Payload: payload, Prev: t.row.Head,
	}
	link.Hash = ledger.Link(link.Prev, entryOf(&link))
	t.row.Head = link.Hash
	t.links = append(t.links, link)
	t.events = append(t.events, e)
	return nil
}

func entryOf(e *models.Event) ledger.Entry {
	return ledger.Entry{
		CaseID: e.CaseID, Seq: e.Seq, CommandID: e.CommandID, N: e.N, Type: e.Type, Actor: e.Actor,
		OnBehalfOf: e.OnBehalfOf, Port: e.Port, At: e.At, Payload: e.Payload,
	}
}

// position is what the run of the case has to wait for and to do.
func (t *turn) position() contract.Position {
	p := contract.Position{Exists: t.state.Seq > 0, Seq: t.state.Seq, Status: t.state.Status}
	if clock, alarm := nextAlarm(&t.state); alarm != nil {
		p.NextAlarm = &contract.AlarmAt{Clock: clock.ID, Kind: alarm.Kind, At: alarm.At.UnixMilli()}
	}
	p.Effects = pendingEffects(&t.state)
	return p
}

// answerNow is what the act came to.
func (t *turn) answerNow() contract.Answer {
	a := contract.Answer{
		CaseID: t.act.CaseID, Seq: t.state.Seq, Status: t.state.Status, Step: t.state.Step,
		Title: t.state.Title, Numbers: t.state.Numbers, Notes: t.notes,
	}
	for _, e := range t.events {
		if opened, ok := e.Body.(process.TaskOpened); ok {
			a.Opened = append(a.Opened, opened.Task.ID)
		}
	}
	return a
}

func deref(answer *contract.Answer) contract.Answer {
	if answer == nil {
		return contract.Answer{}
	}
	return *answer
}
