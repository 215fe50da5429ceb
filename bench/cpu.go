package bench

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// tick is the unit in which Linux counts the processor's time of a process.
const tick = 10 * time.Millisecond

// processors is the processor's time that this process and its children have
// taken; the engine is its only child. Where there is no /proc it is nothing.
func processors() (own, children time.Duration) {
	self := strconv.Itoa(os.Getpid())
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it ended in between
		}
		// The name of the program stands in brackets and may contain anything.
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
		const parent, user, system = 1, 11, 12
		if len(fields) <= system {
			continue
		}
		inUser, _ := strconv.Atoi(string(fields[user]))
		inSystem, _ := strconv.Atoi(string(fields[system]))
		switch took := time.Duration(inUser+inSystem) * tick; self {
		case filepath.Base(filepath.Dir(name)):
			own += took
		case string(fields[parent]):
			children += took
		}
	}
	return own, children
}
