package play

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/zhihui-renda/renda/activities"
	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
)

// Direct is an office that works on a record itself, with the commit that the
// durable runs use. Its clock is the story's; alarms and effects, which a run
// would see to, it sees to itself.
type Direct struct {
	committer *store.Committer
	effects   *activities.Effects
	now       time.Time

	people      map[string]models.Person
	units       map[string]models.Unit
	letterheads map[string]models.Letterhead
	positions   map[string]contract.Position
}

// NewDirect makes an office on a record that has the demonstration county. The
// story begins at the instant.
func NewDirect(ctx context.Context, committer *store.Committer, begin time.Time) (*Direct, error) {
	d := &Direct{
		committer: committer, effects: &activities.Effects{Record: committer.Store}, now: begin,
		people: map[string]models.Person{}, units: map[string]models.Unit{},
		letterheads: map[string]models.Letterhead{}, positions: map[string]contract.Position{},
	}
	units, err := committer.Units(ctx, false)
	if err != nil {
		return nil, err
	}
	for _, unit := range units {
		d.units[unit.Code] = unit
	}
	letterheads, err := committer.Letterheads(ctx, "")
	for _, letterhead := range letterheads {
		d.letterheads[letterhead.Prefix] = letterhead
	}
	return d, err
}

// Now is the time of the story.
func (d *Direct) Now() time.Time { return d.now }

// Open opens a case.
func (d *Direct) Open(ctx context.Context, user string, o Opening) (Place, error) {
	unit, err := d.Unit(ctx, o.Unit)
	if err != nil {
		return Place{}, err
	}
	hash, err := d.put(ctx, o.Content)
	if err != nil {
		return Place{}, err
	}
	caseID := ulid.MustNew(ulid.Timestamp(d.now), ulid.DefaultEntropy()).String()
	opening := process.Command{
		Verb: process.VerbOpen, Text: &process.Text{Hash: hash},
		Opening: &process.Opening{
			CaseID: caseID, Title: o.Content.Title, Urgency: o.Content.CaseUrgency(), OwnerUnit: d.organ(unit).ID, Unit: unit.ID,
			NounKind: store.NounDocument, NounID: caseID,
		},
	}
	commands := []process.Command{opening}
	for _, act := range o.Then {
		commands = append(commands, act.Command)
	}
	return d.commit(ctx, user, contract.Act{
		CaseID: caseID, Definition: o.Process, Commands: commands,
		Noun: &contract.Noun{Kind: store.NounDocument, ID: caseID, Content: hash},
	})
}

// organ is the organ of a unit.
func (d *Direct) organ(unit models.Unit) models.Unit {
	for !unit.Organ {
		parent := models.Unit{Organ: true} // a unit without one cannot be
		for _, candidate := range d.units {
			if candidate.ID == unit.ParentID {
				parent = candidate
			}
		}
		unit = parent
	}
	return unit
}

// put checks content as the API does and keeps it.
func (d *Direct) put(ctx context.Context, c models.DocumentContent) (string, error) {
	for _, words := range c.Words() {
		if _, found := classified.Find(words); found {
			return "", classified.Refused()
		}
	}
	return d.committer.PutDocument(ctx, c)
}

// Do acts on a case, a quarter of an hour after the last act.
func (d *Direct) Do(ctx context.Context, user, caseID string, a Act) (Place, error) {
	if _, err := d.Pass(ctx, caseID, d.now.Add(15*time.Minute)); err != nil {
		return Place{}, err
	}
	act := contract.Act{CaseID: caseID, Commands: []process.Command{a.Command}}
	if a.Document != nil {
		hash, err := d.put(ctx, *a.Document)
		if err != nil {
			return Place{}, err
		}
		act.Commands[0].Text = &process.Text{Hash: hash}
		act.Noun = &contract.Noun{Kind: store.NounDocument, ID: caseID, Content: hash}
	}
	return d.commit(ctx, user, act)
}

func (d *Direct) commit(ctx context.Context, user string, act contract.Act) (Place, error) {
	person, err := d.Person(ctx, user)
	if err != nil {
		return Place{}, err
	}
	for i := range act.Commands {
		act.Commands[i].By.ID, act.Commands[i].At, act.Commands[i].Port = person, d.now, "pc"
	}
	act.ID = person + ":" + ulid.Make().String()
	// A trip over the wire, as every act makes: what JSON cannot carry is not
	// carried here either.
	if act, err = overTheWire(act); err != nil {
		return Place{}, err
	}
	done, err := d.keep(ctx, act)
	if err != nil {
		return Place{}, fmt.Errorf("%s: %w", user, err)
	}
	if err := d.doEffects(ctx, act.CaseID); err != nil {
		return Place{}, err
	}
	late, err := d.late(ctx, user, act.CaseID)
	return Place{
		CaseID: act.CaseID, Step: done.Answer.Step, Status: done.Answer.Status, Numbers: done.Answer.Numbers, Late: late,
	}, err
}

// late says whether a deadline that runs has passed.
func (d *Direct) late(ctx context.Context, user, caseID string) (bool, error) {
	viewer, err := d.viewer(ctx, user)
	if err != nil {
		return false, err
	}
	record, err := d.committer.Case(ctx, viewer, caseID)
	if fault.Is(err, fault.NotFound) {
		return false, nil // a recipient acts on a case that he does not see
	}
	return record.Due != nil && !d.now.Before(*record.Due), err
}

func overTheWire(act contract.Act) (contract.Act, error) {
	bytes, err := json.Marshal(act)
	if err != nil {
		return act, err
	}
	act.Digest = store.ContentHash(bytes)
	var sent contract.Act
	err = json.Unmarshal(bytes, &sent)
	sent.Digest = act.Digest
	return sent, err
}

// keep commits and notes what the case waits for.
func (d *Direct) keep(ctx context.Context, act contract.Act) (contract.Committed, error) {
	done, err := d.committer.Commit(ctx, act)
	if err == nil {
		d.positions[act.CaseID] = done.Position
	}
	return done, err
}

// doEffects does what the case asked for, as its run would.
func (d *Direct) doEffects(ctx context.Context, caseID string) error {
	for _, effect := range d.positions[caseID].Effects {
		do := map[process.EffectKind]func(context.Context, contract.EffectInput) (process.EffectResult, error){
			process.EffectArchive: d.effects.Archive, process.EffectDispatch: d.effects.Dispatch,
		}[effect.Kind]
		if do == nil {
			continue
		}
		result, err := do(ctx, contract.EffectInput{CaseID: caseID, Effect: effect})
		if err != nil {
			return err
		}
		result.ID = effect.ID
		if err := d.own(ctx, caseID, effect.ID, d.now, process.Command{Verb: process.VerbEffectDone, Effect: &result}); err != nil {
			return err
		}
	}
	return nil
}

// own commits an act of the system.
func (d *Direct) own(ctx context.Context, caseID, name string, at time.Time, c process.Command) error {
	c.By, c.At, c.Port = process.Person{ID: process.System}, at, process.System
	_, err := d.keep(ctx, contract.Act{
		ID: strings.Join([]string{process.System, caseID, name}, ":"), Digest: contract.SystemDigest,
		CaseID: caseID, Commands: []process.Command{c},
	})
	return err
}

// Pass lets time pass; alarms ring in their order.
func (d *Direct) Pass(ctx context.Context, caseID string, until time.Time) ([]process.AlarmKind, error) {
	var rang []process.AlarmKind
	for {
		alarm := d.positions[caseID].NextAlarm
		if alarm == nil || time.UnixMilli(alarm.At).After(until) {
			break
		}
		at := time.UnixMilli(alarm.At)
		name := fmt.Sprintf("%s:%s:%d", alarm.Clock, alarm.Kind, alarm.At)
		err := d.own(ctx, caseID, name, at, process.Command{Verb: process.VerbClock, Clock: alarm.Clock, Alarm: alarm.Kind})
		if err != nil {
			return rang, err
		}
		rang = append(rang, alarm.Kind)
	}
	d.now = until
	return rang, nil
}

// Delegate makes a standing proxy.
func (d *Direct) Delegate(ctx context.Context, principal, agent string, until time.Time) error {
	from, err := d.Person(ctx, principal)
	if err != nil {
		return err
	}
	to, err := d.Person(ctx, agent)
	if err != nil {
		return err
	}
	_, err = d.committer.CreateProxy(ctx, models.Proxy{Principal: from, Agent: to, From: d.now, Until: until},
		models.By{PersonID: from, Port: "pc", At: d.now})
	return err
}

func (d *Direct) viewer(ctx context.Context, user string) (models.Viewer, error) {
	id, err := d.Person(ctx, user)
	if err != nil {
		return models.Viewer{}, err
	}
	person, err := d.committer.PersonFor(ctx, id, d.now)
	return models.Viewer{PersonID: id, Addresses: store.Addresses(person), Port: "pc"}, err
}

// Deliveries are the recipients of what a case sent out.
func (d *Direct) Deliveries(ctx context.Context, user, caseID string) ([]models.Delivery, error) {
	viewer, err := d.viewer(ctx, user)
	if err != nil {
		return nil, err
	}
	return d.committer.CaseDeliveries(ctx, viewer, caseID)
}

// Issued is a delivered paper.
func (d *Direct) Issued(ctx context.Context, user, delivery string) (models.IssuedPaper, error) {
	viewer, err := d.viewer(ctx, user)
	if err != nil {
		return models.IssuedPaper{}, err
	}
	return d.committer.IssuedPaper(ctx, viewer, delivery)
}

func (d *Direct) person(ctx context.Context, user string) (models.Person, error) {
	if person, ok := d.people[user]; ok {
		return person, nil
	}
	person, err := d.committer.PersonByUsername(ctx, user)
	if err != nil {
		return person, fmt.Errorf("play: nobody is called %s (is the county loaded?): %w", user, err)
	}
	d.people[user] = person
	return person, nil
}

// Person is the id of a user.
func (d *Direct) Person(ctx context.Context, user string) (string, error) {
	person, err := d.person(ctx, user)
	return person.ID, err
}

// Name is the name of a user.
func (d *Direct) Name(ctx context.Context, user string) (string, error) {
	person, err := d.person(ctx, user)
	return person.Name, err
}

// Unit is the unit with the code.
func (d *Direct) Unit(_ context.Context, code string) (models.Unit, error) {
	unit, ok := d.units[code]
	if !ok {
		return unit, fmt.Errorf("play: no unit %s (is the county loaded?)", code)
	}
	return unit, nil
}

// Letterhead is the letterhead with the prefix.
func (d *Direct) Letterhead(_ context.Context, prefix string) (models.Letterhead, error) {
	letterhead, ok := d.letterheads[prefix]
	if !ok {
		return letterhead, fmt.Errorf("play: no letterhead %s (is the county loaded?)", prefix)
	}
	return letterhead, nil
}
