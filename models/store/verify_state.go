package store

import (
	"github.com/zhihui-renda/renda/process"
)

// waits holds the state against what is true of every case: an open one waits
// for somebody, at its present step, and for nobody twice; a closed one for
// nobody and for no clock.
func (p *proof) waits() {
	if row, detail := unsound(&p.state); detail != "" {
		p.find(Finding{Check: CheckWaits, Table: "tasks", Row: row, Seq: p.state.Seq, Column: "status", Detail: detail})
	}
}

// unsound names the first task or clock that should not be as it is.
func unsound(s *process.State) (row, detail string) {
	open := 0
	asked := map[string]bool{}
	for i := range s.Tasks {
		t := &s.Tasks[i]
		if t.Kind != process.TaskAct || t.Status != process.TaskIsOpen && t.Status != process.TaskIsAsleep {
			continue
		}
		switch who := holderAddress(t); {
		case s.Status.Closed():
			return t.ID, wordsClosedWaits
		case t.Step != s.Step || t.Round != s.Round:
			return t.ID, wordsLeftBehind
		case asked[who]:
			return t.ID, wordsAskedTwice
		default:
			asked[who] = true
		}
		if t.Status == process.TaskIsOpen {
			open++
		}
	}
	if s.Status.Closed() {
		for i := range s.Clocks {
			if s.Clocks[i].Status != process.ClockIsStopped {
				return s.Clocks[i].ID, wordsClosedRuns
			}
		}
		return "", ""
	}
	if open == 0 {
		return s.CaseID, wordsNobodyAsked
	}
	return "", ""
}
