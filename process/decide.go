package process

import (
	"fmt"
	"slices"
	"time"
)

// Shanghai is the one time zone of the platform; a day in the kernel is a day
// there. It has no daylight saving time, so a fixed zone is exact.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Decide says what follows from a command: the events, in order, or why not.
// It changes nothing and gives the same answer for the same arguments.
//
// The error is a *Refusal when the act is not possible; any other error is a
// flaw of the definition or of the kernel.
func Decide(d Definition, s State, c Command) ([]Event, error) {
	rule, ok := rules[c.Verb]
	if !ok {
		return nil, invalid(CodeUnknownVerb, "verb", c.Verb)
	}
	own := s.Clone()
	m := &move{d: &d, s: &own, c: c, asked: s.Step}
	if err := m.admit(rule); err != nil {
		return nil, err
	}
	if err := rule.do(m); err != nil {
		return nil, err
	}
	if err := checkWords(c); err != nil {
		return nil, err
	}
	if m.broken != nil {
		return nil, fmt.Errorf("process: deciding %s of case %s: %w", c.Verb, s.CaseID, m.broken)
	}
	return m.events, nil
}

// move is one decision in the making, on a copy of the case.
type move struct {
	d         *Definition
	s         *State
	c         Command
	asked     string // step at which the command was given
	principal string // for whom a proxy acts
	events    []Event
	broken    error // the first event that would not apply: a flaw of ours
}

// emit adds an event and applies it to the copy, so that what is decided later
// sees it.
func (m *move) emit(body Body) {
	if m.broken != nil {
		return
	}
	e := Event{
		Seq: m.s.Seq + 1, At: m.c.At, By: m.c.By.ID, For: m.principal, Port: m.c.Port, Body: body,
	}
	if err := m.s.Apply(e); err != nil {
		m.broken = err
		return
	}
	m.events = append(m.events, e)
}

// nextID is the id of what the next event makes.
func (m *move) nextID() string { return fmt.Sprintf("%s-%d", m.s.CaseID, m.s.Seq+1) }

// step is the step the case is at; never nil for an opened case of a checked
// definition.
func (m *move) step() *Step { return m.d.Step(m.s.Step) }

// rule says when a verb may be used at all, and what it does.
type rule struct {
	do func(*move) error
	// system verbs are for the system alone.
	system bool
	// closed and suspended cases accept the verb too.
	closed, suspended bool
	// power: the verb needs the power of its name, from policy. Verbs without
	// it look for themselves who acts.
	power bool
	// listed verbs may be used only where the step names them.
	listed bool
	// onTask: the verb acts on an open task of the person.
	onTask bool
}

var rules = map[Verb]rule{
	VerbOpen: {do: (*move).openCase},

	VerbApprove:      {do: (*move).approve, onTask: true},
	VerbSubmit:       {do: (*move).submit, onTask: true},
	VerbSave:         {do: (*move).save, listed: true, onTask: true},
	VerbReturn:       {do: (*move).sendBack, listed: true, onTask: true},
	VerbReject:       {do: (*move).reject, listed: true, onTask: true},
	VerbTransfer:     {do: (*move).transfer, listed: true, onTask: true},
	VerbDelegate:     {do: (*move).delegate, listed: true, onTask: true},
	VerbAddSigner:    {do: (*move).addSigner, listed: true, onTask: true},
	VerbRemoveSigner: {do: (*move).removeSigner},
	VerbChooseNext:   {do: (*move).chooseNext, listed: true, onTask: true},
	VerbClaim:        {do: (*move).claim, onTask: true},
	VerbRelease:      {do: (*move).release, onTask: true},
	VerbWithdraw:     {do: (*move).withdraw},
	VerbRevoke:       {do: (*move).revoke, listed: true},

	VerbCirculate: {do: (*move).circulate},
	VerbRecall:    {do: (*move).recall},
	VerbRead:      {do: (*move).read, closed: true, suspended: true},
	VerbSee:       {do: (*move).see, closed: true, suspended: true},

	VerbUrge:      {do: (*move).urge},
	VerbFollow:    {do: (*move).follow, closed: true, suspended: true},
	VerbUnfollow:  {do: (*move).unfollow, closed: true, suspended: true},
	VerbSuspend:   {do: (*move).suspend, power: true},
	VerbResume:    {do: (*move).resume, power: true, suspended: true},
	VerbReroute:   {do: (*move).reroute, power: true},
	VerbTerminate: {do: (*move).terminate, power: true, suspended: true},
	VerbReopen:    {do: (*move).reopen, power: true, closed: true},
	VerbExtend:    {do: (*move).extend, power: true},
	VerbHandOver:  {do: (*move).handOver, power: true, closed: true, suspended: true},
	VerbAnnul:     {do: (*move).annul, power: true, closed: true, suspended: true},
	VerbRepeal:    {do: (*move).repeal, power: true, closed: true, suspended: true},
	VerbReceipt:   {do: (*move).receipt, closed: true, suspended: true},

	VerbClock:      {do: (*move).ring, system: true},
	VerbRecompute:  {do: (*move).recompute, system: true, suspended: true},
	VerbEffectDone: {do: (*move).effectDone, system: true, closed: true, suspended: true},
	VerbLapse:      {do: (*move).lapse, system: true, closed: true, suspended: true},
}

// admit checks what holds for every verb: who may never act, whether the case
// is in a state for it, power, and whether the step knows the verb.
func (m *move) admit(r rule) error {
	if r.system != (m.c.By.ID == System) {
		return denied(CodeSystemOnly)
	}
	if m.c.By.ID == "" || isAdministrator(m.c.By) {
		return denied(CodeNoPower)
	}
	if m.c.Verb == VerbOpen {
		return nil
	}
	if m.s.Seq == 0 {
		return conflict(CodeNothingToDo).say(wordsNotOpened)
	}
	if r.power && !m.mayByPower() {
		return denied(CodeNoPower)
	}
	if m.s.Status.Closed() && !r.closed {
		if done := m.wasDone(); done != nil && r.onTask {
			return done
		}
		return conflict(CodeCaseClosed)
	}
	if m.s.Status == StatusSuspended && !r.suspended {
		return conflict(CodeCaseSuspended)
	}
	if r.listed && !slices.Contains(m.step().Verbs, m.c.Verb) {
		// Somebody who has nothing to do here is told so first.
		if _, err := m.mine(TaskAct); err != nil && r.onTask {
			return err
		}
		return conflict(CodeVerbNotHere, verbWords[m.c.Verb])
	}
	return nil
}

// mayByPower says whether policy gives the person the verb on this case.
func (m *move) mayByPower() bool { return slices.Contains(m.c.By.Powers, m.c.Verb) }

// day is the day of the act.
func (m *move) day() string { return m.c.At.In(Shanghai).Format(time.DateOnly) }
