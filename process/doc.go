// Package process is the kernel: it says what a case is, what may happen to it
// and what follows. It is pure Go over the standard library: no clock, no I/O,
// no Temporal. Time, people and rights come in with the command.
//
// Everything that may happen to a case goes through two functions:
//
//	events, err := Decide(definition, state, command)
//	err = state.Apply(event)
//
// The durable shell, the commit, the tests and the questions "what may I do
// here" (Options) and "what would follow" (Preview) all call them; there is no
// second place that decides. Definition.Check says whether a table can be used.
//
// What the kernel cannot know it leaves open in the event for the commit to
// resolve in the same transaction: the proxies of an assignee, the instant at
// which a clock rule ends, the next number of a series. Apply takes the
// resolved event.
//
// Reading order: definition.go, state.go, command.go and event.go are the
// vocabulary; decide.go has the table of verbs; advance.go moves a case from
// step to step; verdict.go makes one answer of many; the other files are named
// after what they decide. All words for people stand in words.go.
package process
