package process

import "slices"

// What a definition may name.
var (
	closedStatuses = []Status{
		StatusCompleted, StatusReturned, StatusRejected, StatusRevoked, StatusTerminated, StatusVoided,
	}
	effectKinds = []EffectKind{EffectNumber, EffectRender, EffectDispatch, EffectNotify, EffectArchive, EffectCirculate}
	fieldTypes  = []FieldType{
		FieldText, FieldLong, FieldChoice, FieldChoices, FieldTick, FieldDate, FieldNumber, FieldPerson,
		FieldPersons, FieldUnit, FieldUnits, FieldFiles, FieldSeries, FieldCase, FieldRecipients,
	}
)

// passable says whether a step may be passed through without anybody: by its
// conditions, or because all its actors are optional.
func (c *checker) passable(s *Step) bool {
	required := func(a Actor) bool { return !a.Optional }
	return len(s.When) > 0 || !slices.ContainsFunc(s.Actors, required)
}

// graph checks reachability from the first step, an end for every step, and
// that every loop contains a person.
func (c *checker) graph() {
	first := c.d.Steps[0].Key
	reached := append(c.from(first, (*checker).ways), first)
	for i := range c.d.Steps {
		c.at = &c.d.Steps[i]
		c.want(slices.Contains(reached, c.at.Key), wordsUnreachable)
		onward := append(c.from(c.at.Key, (*checker).ways), c.at.Key)
		c.want(slices.ContainsFunc(onward, c.ends), wordsNoWayOut)
		c.want(!slices.Contains(c.from(c.at.Key, (*checker).unasked), c.at.Key), wordsEmptyLoop)
	}
}

// from are the steps that can be reached from one by at least one edge.
func (c *checker) from(key string, edges func(*checker, *Step) []string) []string {
	var seen []string
	todo := edges(c, c.d.Step(key))
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		if slices.Contains(seen, next) {
			continue
		}
		seen = append(seen, next)
		todo = append(todo, edges(c, c.d.Step(next))...)
	}
	return seen
}

func (c *checker) ways(s *Step) []string {
	var out []string
	for _, o := range s.Outcomes() {
		if _, ends := s.Next[o].End(); !ends {
			out = append(out, string(s.Next[o]))
		}
	}
	return out
}

// unasked are the steps that may follow one without anybody having been asked:
// when it is skipped, or when its signatures stand, which they do only where
// they lead onward.
func (c *checker) unasked(s *Step) []string {
	var out []string
	if _, ends := s.Next[OutcomeApprove].End(); c.passable(s) && !ends {
		out = append(out, string(s.Next[OutcomeApprove]))
	}
	if s.Signs {
		for _, o := range s.Outcomes() {
			if _, ends := s.Next[o].End(); !ends && o.Positive() && c.d.onward(s, o) {
				out = append(out, string(s.Next[o]))
			}
		}
	}
	return out
}

func (c *checker) ends(key string) bool {
	for _, target := range c.d.Step(key).Next {
		if _, ok := target.End(); ok {
			return true
		}
	}
	return false
}
