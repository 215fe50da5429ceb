package door

import (
	"math"
	"strconv"
	"sync"

	"golang.org/x/time/rate"
)

// limiterSize bounds the memory of a limiter; who was quiet longest is
// forgotten, which costs him nothing.
const limiterSize = 10_000

// limiter slows down each caller on his own. It counts per process: with n
// processes a caller may send n times as much, which is fine against mistakes.
type limiter struct {
	rate    rate.Limit
	burst   int
	mu      sync.Mutex
	callers map[string]*rate.Limiter
	older   map[string]*rate.Limiter
}

func newLimiter(r rate.Limit, burst int) *limiter {
	return &limiter{rate: r, burst: burst, callers: map[string]*rate.Limiter{}}
}

// take lets one request of a caller through, or says when to come again.
func (l *limiter) take(caller string) error {
	if l.rate == 0 {
		return nil
	}
	reservation := l.of(caller).Reserve()
	wait := reservation.Delay()
	if wait == 0 {
		return nil
	}
	reservation.Cancel()
	return faultTooMany(strconv.Itoa(int(math.Ceil(wait.Seconds()))))
}

// of returns a caller's own limiter. Two generations make a cheap cache: when
// the young one is full it becomes the old one, and the old one is dropped.
func (l *limiter) of(caller string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found, ok := l.callers[caller]; ok {
		return found
	}
	found, ok := l.older[caller]
	if !ok {
		found = rate.NewLimiter(l.rate, l.burst)
	}
	if len(l.callers) >= limiterSize {
		l.older, l.callers = l.callers, map[string]*rate.Limiter{}
	}
	l.callers[caller] = found
	return found
}
