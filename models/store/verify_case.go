package store

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/zhihui-renda/renda/internal/ledger"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// proof is the examination of one case.
type proof struct {
	*caseRows
	def      process.Definition
	state    process.State // replayed
	facts    []process.Event
	findings []Finding
}

func (p *proof) find(f Finding) {
	f.CaseID = p.row.ID
	p.findings = append(p.findings, f)
}

// prove examines all that the record holds of one case.
func prove(rows *caseRows) *proof {
	p := &proof{caseRows: rows}
	p.chain()
	if err := json.Unmarshal(p.table, &p.def); err != nil {
		p.find(Finding{Check: CheckContents, Table: "contents", Row: p.row.Definition, Column: "bytes", Detail: wordsNoTable})
		return p
	}
	replayed := p.replay()
	p.commandsOfEvents()
	if !replayed {
		return p // what follows would only repeat it
	}
	p.caseRow()
	p.waits()
	p.projections()
	p.opinionRows()
	p.entryRows()
	p.deliveryRows()
	p.numberRows()
	return p
}

// chain recomputes every hash.
func (p *proof) chain() {
	prev := ledger.Genesis
	for i := range p.events {
		e := &p.events[i]
		switch {
		case e.Seq != int64(i)+1:
			p.find(Finding{Check: CheckSeq, Table: "events", Seq: int64(i) + 1, Column: "seq", Detail: wordsEventMissing})
			return
		case e.Prev != prev:
			p.find(Finding{Check: CheckChain, Table: "events", Seq: e.Seq, Column: "prev_hash", Detail: wordsChainBroken})
			return
		case e.Hash != ledger.Link(prev, entryOf(e)):
			p.find(Finding{Check: CheckChain, Table: "events", Seq: e.Seq, Column: p.suspect(i), Detail: wordsEventChanged})
			return
		}
		prev = e.Hash
	}
	if len(p.events) == 0 || p.row.Seq != p.events[len(p.events)-1].Seq {
		p.find(Finding{Check: CheckHead, Table: "cases", Column: "seq", Detail: wordsEventsCut})
		return
	}
	if p.row.Head != prev {
		p.find(Finding{Check: CheckHead, Table: "cases", Column: "head", Detail: wordsHead})
	}
}

// suspect names the column of an event that was changed: the hash itself when
// the next event still knows another one, else something the hash covers.
func (p *proof) suspect(i int) string {
	next := p.row.Head
	if i+1 < len(p.events) {
		next = p.events[i+1].Prev
	}
	if next != p.events[i].Hash {
		return "hash"
	}
	return "payload"
}

// replay applies the events again and holds the result against the state.
func (p *proof) replay() bool {
	for i := range p.events {
		e := &p.events[i]
		body, err := process.DecodeBody(e.Type, []byte(e.Payload))
		if err != nil {
			p.find(Finding{Check: CheckReplay, Table: "events", Seq: e.Seq, Column: "payload", Detail: wordsUnreadable})
			return false
		}
		fact := process.Event{Seq: e.Seq, At: local(e.At), By: e.Actor, For: e.OnBehalfOf, Port: e.Port, Body: body}
		if err := p.state.Apply(fact); err != nil {
			p.find(Finding{Check: CheckReplay, Table: "events", Seq: e.Seq, Column: "payload", Detail: wordsNotApplicable})
			return false
		}
		p.facts = append(p.facts, fact)
	}
	if asJSON(&p.state) != p.row.State {
		p.find(Finding{Check: CheckReplay, Table: "cases", Seq: p.row.Seq, Column: "state", Detail: wordsStateDiffers})
		return false
	}
	return true
}

// caseRow holds the row of the case against its state.
func (p *proof) caseRow() {
	want := p.row
	fillCase(&want, &p.def, &p.state)
	if column := firstDifference(p.row, want); column != "" {
		p.find(Finding{Check: CheckCase, Table: "cases", Seq: p.row.Seq, Column: column, Detail: wordsRowDiffers})
	}
}

func (p *proof) projections() {
	want := project(&p.def, &p.state)
	compare(p, CheckTasks, "tasks", p.tasks, want.tasks, func(r *models.Task) string { return r.ID })
	compare(p, CheckClocks, "clocks", p.clocks, want.clocks, func(r *models.Clock) string { return r.ID })
	key := func(r *inboxRow) string { return r.Address + " " + string(r.Box) + " " + r.SortKey }
	compare(p, CheckInbox, "inbox", slices.DeleteFunc(p.inbox, p.extraInbox(want.inbox)), want.inbox, key)
	for _, address := range want.access {
		if !slices.ContainsFunc(p.access, func(a accessRow) bool { return a.Address == address }) {
			p.find(Finding{Check: CheckAccess, Table: "case_access", Row: address, Detail: wordsRowMissing})
		}
	}
}

// extraInbox tells the rows that follow from an event and not from the state:
// deliveries, and done tasks of those who passed them on or returned them.
func (p *proof) extraInbox(want []inboxRow) func(inboxRow) bool {
	return func(r inboxRow) bool {
		switch {
		case boxes[r.Box].deliveries:
			return slices.ContainsFunc(p.deliveries, func(d models.Delivery) bool { return d.ID == r.Ref })
		case r.Box == BoxDone:
			stated := slices.ContainsFunc(want, func(w inboxRow) bool { return w.key() == r.key() })
			return !stated && slices.ContainsFunc(p.facts, func(e process.Event) bool {
				return timeKey(e.At, r.Ref) == r.SortKey &&
					(models.PersonAddress(e.By) == r.Address || models.PersonAddress(e.For) == r.Address)
			})
		}
		return false
	}
}

func (p *proof) opinionRows() {
	var want []models.Opinion
	for _, e := range p.facts {
		if o, ok := e.Body.(process.OpinionGiven); ok {
			want = append(want, opinionRow(&p.def, p.row.ID, e, o))
		}
	}
	compare(p, CheckOpinions, "opinions", p.opinions, want, func(r *models.Opinion) string { return r.ID })
}

// entryRows holds the ledgers of the clocks against the events; what was asked
// of the calendar and its proof are in the entries alone.
func (p *proof) entryRows() {
	key := func(r *models.ClockEntry) string { return r.ClockID + " " + strconv.FormatInt(r.Seq, 10) }
	have := map[int64]models.ClockEntry{}
	for _, r := range p.entries {
		have[r.Seq] = r
	}
	var want []models.ClockEntry
	for _, entry := range clockEntries(p.row.ID, p.facts) {
		kept := have[entry.Seq]
		entry.FromDay, entry.Amount, entry.BudgetUnit, entry.Day = kept.FromDay, kept.Amount, kept.BudgetUnit, kept.Day
		entry.Proof = kept.Proof
		want = append(want, entry)
	}
	compare(p, CheckEntries, "clock_entries", p.entries, want, key)
}

func (p *proof) deliveryRows() {
	var want []models.Delivery
	have := map[string]models.Delivery{}
	for _, r := range p.deliveries {
		have[r.ID] = r
	}
	for _, d := range p.state.Deliveries {
		row := have[d.ID] // what the state does not know stays as it is
		row.ID, row.CaseID, row.Unit, row.Name, row.Method = d.ID, p.row.ID, d.Unit, d.Name, d.Method
		row.Joint = d.Joint
		row.ReceivedBy, row.ReceivedOn, row.Waived = d.ReceivedBy, d.ReceivedOn, d.Waived
		if c := p.state.Ceased; c != nil {
			row.Ceased, row.CeasedOn = c.How, c.On
		} else {
			row.Ceased, row.CeasedOn = "", ""
		}
		want = append(want, row)
	}
	compare(p, CheckDelivery, "deliveries", p.deliveries, want, func(r *models.Delivery) string { return r.ID })
}

// commandsOfEvents holds acts and events against each other.
func (p *proof) commandsOfEvents() {
	type made struct {
		events int
		last   int64
	}
	of := map[string]made{}
	for _, e := range p.events {
		of[e.CommandID] = made{events: of[e.CommandID].events + 1, last: e.Seq}
	}
	for _, c := range p.commands {
		m := of[c.ID]
		delete(of, c.ID)
		switch {
		case m.events != c.Events:
			p.find(Finding{Check: CheckCommands, Table: "commands", Row: c.ID, Seq: c.Seq, Column: "events", Detail: wordsActEvents})
			return
		case m.events > 0 && m.last != c.Seq:
			p.find(Finding{Check: CheckCommands, Table: "commands", Row: c.ID, Seq: c.Seq, Column: "seq", Detail: wordsActEvents})
			return
		}
	}
	for _, id := range sortedKeys(of) {
		p.find(Finding{Check: CheckCommands, Table: "commands", Row: id, Seq: of[id].last, Detail: wordsRowMissing})
		return
	}
}

// numberRows holds each number taken against its row, and each row against its
// event.
func (p *proof) numberRows() {
	rows := slices.Clone(p.numbers)
	for _, e := range p.facts {
		taken, ok := e.Body.(process.NumberTaken)
		if !ok {
			continue
		}
		i := slices.IndexFunc(rows, func(n models.Number) bool {
			return n.Series == taken.Series && n.Number == taken.Number && n.Slot == taken.Slot && n.Status != models.NumberReserved
		})
		if i < 0 {
			p.find(Finding{Check: CheckNumbers, Table: "numbers", Row: taken.Number, Seq: e.Seq, Detail: wordsNumberLost})
			return
		}
		rows = slices.Delete(rows, i, i+1)
	}
	for _, n := range rows {
		if n.Status == models.NumberTaken {
			p.find(Finding{Check: CheckNumbers, Table: "numbers", Row: n.Number, Column: "case_id", Detail: wordsNumberUnused})
			return
		}
	}
}
