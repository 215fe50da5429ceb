package process_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/process"
)

// The small world of the properties: enough people that crowds differ, few
// enough that they meet.
var (
	persons = []string{"p1", "p2", "p3", "p4", "p5", "p6", "boss"}
	roles   = []string{"r1", "r2"}
	units   = []string{"u1", "u2"}
	hashes  = []string{"h1", "h2", "h3"}
)

// die draws a number below n. rapid prefers small numbers, which would make the
// first of every list happen most; mixing the bits spreads them, and zero, to
// which rapid shrinks, stays zero.
func die(t *rapid.T, label string, n int) int {
	x := uint64(rapid.Uint32().Draw(t, label)) * 0x9E3779B97F4A7C15
	return int((x >> 33) % uint64(n))
}

func pick[T any](t *rapid.T, label string, from []T) T { return from[die(t, label, len(from))] }

func chance(t *rapid.T, label string, percent int) bool { return die(t, label, 100) < percent }

// some draws up to most elements, repeated ones among them.
func some[T any](t *rapid.T, label string, from []T, most int) []T {
	var out []T
	for range die(t, "how many "+label, most+1) {
		out = append(out, pick(t, label, from))
	}
	return out
}

// anyDefinition is one of the tables of the stories, or a generated one that
// passes the check.
func anyDefinition(t *rapid.T) process.Definition {
	switch die(t, "definition", 6) {
	case 0:
		return peopled(issue())
	case 1:
		return council(pick(t, "mode", []process.Mode{process.Any, process.All, process.Sequence}), 0, chance(t, "veto", 50))
	case 2:
		return council(process.Share, 1+die(t, "percent", 100), chance(t, "veto", 30))
	}
	return rapid.Custom(generated).Filter(func(d process.Definition) bool { return d.Check() == nil }).Draw(t, "table")
}

// peopled replaces the roles of a table by those of the small world.
func peopled(d process.Definition) process.Definition {
	for i := range d.Steps {
		for j := range d.Steps[i].Actors {
			if d.Steps[i].Actors[j].Kind == process.ActorPool {
				d.Steps[i].Actors[j].Role, d.Steps[i].Actors[j].Unit = roles[i%2], "u1"
			}
		}
	}
	return d
}

func generated(t *rapid.T) process.Definition {
	n := 2 + die(t, "steps", 4)
	keys := make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprintf("s%d", i)
	}
	d := process.Definition{Key: "generated", Title: "生成", Version: 1, Clocks: []process.ClockRule{
		{Key: "c", Title: "时限", Amount: 3, Unit: "wd", Field: "day"},
	}}
	for i, key := range keys {
		d.Steps = append(d.Steps, generatedStep(t, i, key, keys))
	}
	return d
}

func generatedStep(t *rapid.T, i int, key string, keys []string) process.Step {
	onward := process.Target("end:completed")
	if i+1 < len(keys) {
		onward = process.Target(keys[i+1])
	}
	s := process.Step{
		Key: key, Title: "环节" + key, Mode: process.One, Verbs: everyVerb,
		Actors: []process.Actor{{Kind: process.ActorInitiator}},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: onward},
		Final:  chance(t, "final", 10),
	}
	if i == 0 {
		s.Form = []process.Field{
			{Key: "members", Label: "人员", Type: process.FieldPersons},
			{Key: "units", Label: "单位", Type: process.FieldUnits},
			{Key: "flag", Label: "标记", Type: process.FieldTick},
			{Key: "day", Label: "期限", Type: process.FieldDate},
			{Key: process.FieldInside, Label: "分送", Type: process.FieldUnits},
		}
		return s
	}
	s.Signs, s.Veto = chance(t, "signs", 40), chance(t, "veto", 30)
	s.WaitsForReaders = chance(t, "waits", 20)
	if s.Veto || chance(t, "disagree", 60) {
		s.Next[process.OutcomeDisagree] = pick(t, "disagreed", []process.Target{"end:returned", process.Target(keys[i-1]), "s0"})
	}
	if chance(t, "jump", 30) {
		s.Next["jump"] = process.Target(pick(t, "jumped", keys))
		s.Prefer = []process.Outcome{"jump"}
	}
	if chance(t, "conditional", 25) {
		s.When = []process.Condition{{Field: "flag", Op: pick(t, "op", []string{"set", "empty"})}}
	}
	if chance(t, "due", 50) {
		s.Due = "c"
	}
	if chance(t, "separated", 20) {
		s.NotBy = []string{keys[i-1]}
	}
	generatedEffects(t, &s)
	generatedActors(t, &s, keys[:i])
	return s
}

func generatedEffects(t *rapid.T, s *process.Step) {
	if chance(t, "number", 30) {
		s.Effects = append(s.Effects, process.Effect{Kind: process.EffectNumber, On: "leave", Slot: "no", Series: "甲"})
	}
	if chance(t, "dispatch", 20) {
		s.Effects = append(s.Effects, process.Effect{Kind: process.EffectDispatch, On: pick(t, "on", []string{"enter", "leave"})})
	}
	if chance(t, "circulates", 20) {
		s.Effects = append(s.Effects, process.Effect{Kind: process.EffectCirculate, On: "enter", Series: "@members"})
	}
}

func generatedActors(t *rapid.T, s *process.Step, before []string) {
	optional := chance(t, "optional", 30)
	pool := process.Actor{Kind: process.ActorPool, Role: pick(t, "role", roles), Unit: pick(t, "unit", units)}
	switch die(t, "actors", 6) {
	case 0:
		s.Actors = []process.Actor{pool}
	case 1:
		s.Actors = []process.Actor{{Kind: process.ActorSameAs, Step: pick(t, "same", before)}}
		s.Mode = process.All
	default:
		s.Actors = []process.Actor{
			{Kind: process.ActorField, Field: "members", Optional: optional, Part: process.Lead},
			{Kind: process.ActorUnits, Field: "units", Role: pick(t, "role", roles), Optional: true, Part: process.Assist},
		}
		s.Mode = pick(t, "mode", []process.Mode{process.Any, process.All, process.All, process.Sequence, process.Share})
	}
	if s.Mode == process.Share {
		s.Percent = 1 + die(t, "percent", 100)
		if _, ok := s.Next[process.OutcomeDisagree]; !ok {
			s.Next[process.OutcomeDisagree] = "end:rejected"
		}
	}
}

// smallWorld opens a case of a definition in the small world.
func smallWorld(t *rapid.T, d process.Definition) *caseTest {
	c := newCase(t, d)
	for _, id := range persons[:6] {
		for _, role := range roles {
			for _, unit := range units {
				if chance(t, "post", 40) {
					c.post(id, role, unit)
				}
			}
		}
	}
	c.post("p6", "clerk_in", "u2")
	c.power("boss", process.VerbSuspend, process.VerbResume, process.VerbReroute, process.VerbTerminate,
		process.VerbReopen, process.VerbExtend, process.VerbHandOver, process.VerbUrge, process.VerbRecall,
		process.VerbReceipt, process.VerbRemoveSigner, process.VerbCirculate)
	c.proxies = map[string]process.Proxy{
		"p1": {Principal: "p1", Agent: "p2", Until: start.Add(30 * time.Minute)},
		"p3": {Principal: "p3", Agent: "p1", Until: start.Add(time.Hour * 24 * 365)},
	}
	fill := process.Form{"members": distinct(some(t, "members", persons[:6], 5))}
	if d.Steps[0].Key == "draft" {
		fill = process.Form{"countersigners": distinct(some(t, "countersigners", persons[:6], 4)), "kind": {"函"}}
	} else if d.Key == "generated" {
		fill["units"] = some(t, "units", units, 2)
		fill[process.FieldInside] = some(t, "inside", units, 2)
		if chance(t, "flag", 50) {
			fill["flag"] = []string{"true"}
		}
	}
	c.open(pick(t, "initiator", persons[:6]), text("h1"), func(cmd *process.Command) { cmd.Form = fill })
	return c
}

func distinct(v []string) []string {
	v = slices.Clone(v)
	slices.Sort(v)
	return slices.Compact(v)
}

// anyCommand is a command that may be nonsense: of anybody, on any task.
func anyCommand(t *rapid.T, c *caseTest) process.Command {
	verbs := append([]process.Verb{
		process.VerbApprove, process.VerbApprove, process.VerbApprove, process.VerbSubmit, process.VerbRemoveSigner,
		process.VerbRecall, process.VerbRead, process.VerbSee, process.VerbUrge, process.VerbClaim, process.VerbRelease,
		process.VerbWithdraw, process.VerbWithdraw, process.VerbFollow, process.VerbUnfollow, process.VerbSuspend, process.VerbResume,
		process.VerbReroute, process.VerbReopen, process.VerbExtend, process.VerbReceipt, process.VerbHandOver,
		process.VerbClock, process.VerbRecompute, process.VerbEffectDone, process.VerbOpen,
	}, everyVerb...)
	verb := pick(t, "verb", verbs)
	by := pick(t, "by", persons)
	if verb == process.VerbClock || verb == process.VerbRecompute || verb == process.VerbEffectDone {
		by = process.System
	}
	cmd := c.command(by, verb)
	if chance(t, "on a task", 50) && len(c.s.Tasks) > 0 {
		cmd.Task = pick(t, "task", c.s.Tasks).ID
	}
	furnish(t, c, &cmd)
	return cmd
}

// rare are verbs that end a case at once or change little: the walks go deeper
// without many of them.
var rare = []process.Verb{
	process.VerbTerminate, process.VerbRevoke, process.VerbReject, process.VerbFollow, process.VerbUnfollow,
	process.VerbUrge, process.VerbCirculate, process.VerbSave, process.VerbReroute,
}

// likelyCommand is one of what somebody may do, filled in at random.
func likelyCommand(t *rapid.T, c *caseTest) process.Command {
	by := pick(t, "by", persons)
	if waiting := c.openTasks(); len(waiting) > 0 && chance(t, "somebody waited for", 70) {
		if task := pick(t, "waited for", waiting); task.Assignee != "" {
			by = task.Assignee
		}
	}
	c.now = c.now.Add(time.Minute)
	var options []process.Allowed
	for _, a := range process.Options(c.d, c.s, c.person(by), c.now) {
		if slices.Contains(rare, a.Verb) && !chance(t, "rare", 10) {
			continue
		}
		options = append(options, a)
		if a.Verb == process.VerbApprove || a.Verb == process.VerbSubmit || a.Verb == process.VerbWithdraw {
			options = append(options, a, a, a)
		}
	}
	if len(options) == 0 {
		return anyCommand(t, c)
	}
	a := pick(t, "option", options)
	cmd := process.Command{Verb: a.Verb, At: c.now, By: c.person(by), Task: a.Task}
	furnish(t, c, &cmd)
	for _, f := range a.Fields {
		if f.Required {
			if cmd.Form == nil {
				cmd.Form = process.Form{}
			}
			cmd.Form[f.Key] = value(t, f)
		}
	}
	return cmd
}

func value(t *rapid.T, f process.Field) []string {
	switch f.Type {
	case process.FieldPersons:
		return distinct(append(some(t, f.Key, persons[:6], 3), pick(t, f.Key, persons[:6])))
	case process.FieldUnits:
		return distinct(some(t, f.Key, units, 2))
	case process.FieldTick:
		return some(t, f.Key, []string{"true"}, 1)
	case process.FieldDate:
		return []string{"2027-01-01"}
	case process.FieldRecipients:
		return []string{"邮寄:" + pick(t, f.Key, []string{"甲", "乙"})}
	default:
		return []string{"值"}
	}
}

// furnish fills a command with all that some verb may want.
func furnish(t *rapid.T, c *caseTest, cmd *process.Command) {
	step := c.d.Step(c.s.Step)
	cmd.Reason = pick(t, "reason", []string{"", "理由", "理由"})
	if outcomes := step.Outcomes(); chance(t, "outcome", 60) {
		cmd.Outcome = pick(t, "outcome", outcomes)
	}
	if chance(t, "opinion", 40) {
		cmd.Opinion = &process.Opinion{Text: "意见"}
	}
	if chance(t, "text", 25) {
		cmd.Text = &process.Text{Hash: pick(t, "hash", hashes)}
	}
	if len(step.Form) > 0 && chance(t, "form", 50) {
		f := pick(t, "field", step.Form)
		cmd.Form = process.Form{f.Key: value(t, f)}
	}
	for _, id := range distinct(some(t, "to", persons, 2)) {
		cmd.To = append(cmd.To, process.Party{Person: id})
	}
	if cmd.Verb == process.VerbApprove || cmd.Verb == process.VerbSubmit {
		cmd.To = nil
	}
	if chance(t, "to a pool", 10) {
		cmd.To = []process.Party{{Role: pick(t, "role", roles), Unit: pick(t, "unit", units)}}
	}
	cmd.Target = pick(t, "target", append([]string{"", "previous", "initiator"}, stepKeys(c.d)...))
	cmd.Strategy = pick(t, "strategy", []process.Strategy{"", process.WalkAgain, process.StraightBack})
	cmd.Position = pick(t, "position", []process.Position{process.Before, process.After, process.Parallel})
	cmd.Order = pick(t, "order", []process.CirculationOrder{"", process.AtOnce, process.InOrder})
	cmd.Until, cmd.From = "2027-03-01", pick(t, "from", persons)
	cmd.Alarm = pick(t, "alarm", []process.AlarmKind{process.AlarmBefore, process.AlarmAt, process.AlarmAfter})
	furnishIDs(t, c, cmd)
}

func furnishIDs(t *rapid.T, c *caseTest, cmd *process.Command) {
	named := cmd.Verb == process.VerbRemoveSigner || chance(t, "tasks", 30)
	if len(c.s.Tasks) > 0 && named {
		cmd.Tasks = []string{pick(t, "named", c.s.Tasks).ID}
	}
	if len(c.s.Clocks) > 0 {
		cmd.Clock = pick(t, "clock", c.s.Clocks).ID
	}
	if len(c.s.Effects) > 0 {
		cmd.Effect = &process.EffectResult{ID: pick(t, "effect", c.s.Effects).ID, Failed: pick(t, "failed", []string{"", "超时"})}
	}
	if len(c.s.Deliveries) > 0 {
		cmd.Receipt = &process.Receipt{Delivery: pick(t, "delivery", c.s.Deliveries).ID, Name: "收件人"}
	}
	if cmd.Verb == process.VerbClock {
		cmd.At = cmd.At.AddDate(0, 6, 0)
	}
}

func stepKeys(d process.Definition) []string {
	var out []string
	for _, s := range d.Steps {
		out = append(out, s.Key)
	}
	return out
}
