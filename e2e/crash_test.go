package e2e_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/e2e/rig"
)

// The size of the crash stories.
const (
	crashClients = 10
	crashCases   = 100
	crashActs    = 1000 // openings and acts together
)

func TestNothingIsLostAndNothingTwiceWhenPartsAreKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { crash(t, rig.Options{APIs: 2, Workers: 2}) })
	t.Run("mysql, the database too", func(t *testing.T) { crash(t, rig.Options{APIs: 2, Workers: 2, MySQL: true}) })
}

// crash lets ten people do a thousand acts while parts are killed, and holds the
// record against what they were told.
func crash(t *testing.T, o rig.Options) {
	o.Env = []string{"RENDA_ACT_PATIENCE=5s", "RENDA_RATE=0", "RENDA_LOG_LEVEL=warn"}
	r := rig.Start(t, o)
	s := newSiege(t, r)
	stop := s.killAtRandom()
	s.everybodyActs()
	kills := stop()
	s.everybodyAsksAgain()
	t.Logf("%d kills; %d acts done, %d refused %v, %d sendings without an answer",
		kills, s.count(done), s.count(refused), s.codes(), s.lost)
	require.Greater(t, kills, 5, "parts were killed while people acted")
	require.Positive(t, s.lost, "some answers did not arrive")

	s.recordHoldsWhatWasAnswered()
	out, err := r.Run("verify")
	require.NoError(t, err, out)
	s.goesOnWithoutTheEngine()
	out, err = r.Run("verify")
	require.NoError(t, err, out)
}

// What became of an act.
type fate int

const (
	unknown fate = iota // no answer yet
	done
	refused
)

// sending is one act of one person under its key.
type sending struct {
	client *rig.Client
	key    string
	path   string
	body   map[string]any
	fate   fate
	caseID string
	number string
	code   string
}

// siege is the story's memory.
type siege struct {
	t       *testing.T
	rig     *rig.Rig
	clients []*rig.Client // of the registry
	heads   []*rig.Client // of the office; two of the clients go over to them
	record  *rig.Record
	seed    uint64

	mu       sync.Mutex
	cases    []string
	sendings []*sending
	lost     int // sendings without an answer
}

// newSiege signs ten people in and prints the seed of what is random, so that a
// failure can be looked at again.
func newSiege(t *testing.T, r *rig.Rig) *siege {
	t.Helper()
	s := &siege{t: t, rig: r, record: r.OpenRecord(t), seed: uint64(time.Now().UnixNano())}
	if given := os.Getenv("RENDA_TEST_SEED"); given != "" {
		var err error
		s.seed, err = strconv.ParseUint(given, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("RENDA_TEST_SEED=%d", s.seed)
	for i := range crashClients {
		c := r.SignIn(t, []string{"registrar", "registrar2"}[i%2])
		c.Use(i % len(r.APIs))
		s.clients = append(s.clients, c)
	}
	s.heads = []*rig.Client{r.SignIn(t, "office_head"), r.SignIn(t, "office_head")}
	return s
}

// killAtRandom kills one part after another until told to stop; it returns how
// many, with all parts running again.
func (s *siege) killAtRandom() func() int {
	random := rand.New(rand.NewPCG(s.seed, 0))
	end, kills := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		defer func() { kills <- n }()
		for {
			select {
			case <-end:
				return
			case <-time.After(time.Duration(300+random.IntN(1200)) * time.Millisecond):
			}
			n++
			if s.rig.MariaDB != nil && n%8 == 4 {
				s.rig.MariaDB.Kill()
				time.Sleep(3 * time.Second)
				if err := s.rig.MariaDB.Start(); err != nil {
					s.t.Errorf("the database does not come back: %v", err)
				}
				continue
			}
			parts := slices.Concat(s.rig.APIs, s.rig.Workers, []*rig.Process{s.rig.Temporal})
			p := parts[random.IntN(len(parts))]
			p.Kill()
			time.Sleep(time.Duration(random.IntN(500)) * time.Millisecond)
			p.Start(s.t)
		}
	}()
	return func() int {
		close(end)
		n := <-kills
		for i := range s.rig.APIs {
			s.rig.Ready(i)
		}
		return n
	}
}

// everybodyActs lets each person open his share of the cases and then act on
// any of them.
func (s *siege) everybodyActs() {
	var all sync.WaitGroup
	for i, c := range s.clients {
		random := rand.New(rand.NewPCG(s.seed, uint64(i+1)))
		all.Go(func() {
			for n := range crashActs / crashClients {
				if n < crashCases/crashClients {
					s.send(c, random, opening(fmt.Sprintf("关于第 %d-%d 号事项的请示", i, n)))
					continue
				}
				if i < len(s.heads) {
					c = s.heads[i]
				}
				s.send(c, random, s.anything(random, c.Username))
			}
		})
	}
	all.Wait()
}

func opening(title string) *sending {
	return &sending{path: "/api/v1/documents/incoming", body: map[string]any{
		"document": map[string]any{
			"kind": "REQUEST", "direction": "UPWARD", "title": title, "source_org": "蕲春县水利和湖泊局",
			"source_date": "2026-11-20", "received_on": "2026-11-23", "channel": "paper", "copies": 1,
			"body": []map[string]any{{"kind": "paragraph", "text": "现将有关情况请示如下。"}},
		},
		"register": map[string]any{"series": "npc-receipt"},
	}}
}

// anything is an act that may or may not be possible on some case: what counts
// is that the answer is true.
func (s *siege) anything(random *rand.Rand, username string) *sending {
	s.mu.Lock()
	id := s.cases[random.IntN(len(s.cases))]
	s.mu.Unlock()
	yes := []string{"yes"}
	acts := []map[string]any{
		{"verb": "urge", "reason": "请抓紧办理。"},
		{"verb": "follow"},
		{"verb": "unfollow"},
		{"verb": "save", "form": map[string]any{"check_ours": yes}},
		{"verb": "approve", "outcome": "approve", "form": map[string]any{
			"check_ours": yes, "check_rules": yes, "check_format": yes, "check_consulted": yes, "check_drafting": yes,
		}},
		{"verb": "claim"},
		{"verb": "release"},
	}
	if username == "office_head" {
		acts[4] = map[string]any{
			"verb": "approve", "outcome": "handle", "opinion": map[string]any{"text": "请水利局办理。"},
			"form": map[string]any{"lead_unit": []string{s.record.Unit("water")}},
		}
	}
	return &sending{path: "/api/v1/cases/" + id + "/acts", body: acts[random.IntN(len(acts))], caseID: id}
}

// send sends an act as an impatient person does: what is not answered is sent
// again under the same key, to whichever process answers, five times.
func (s *siege) send(c *rig.Client, random *rand.Rand, a *sending) {
	a.client, a.key = c, rig.Key()
	s.mu.Lock()
	s.sendings = append(s.sendings, a)
	s.mu.Unlock()
	for range 5 {
		if s.try(a); a.fate != unknown {
			return
		}
		c.Use(random.IntN(len(s.rig.APIs)))
		time.Sleep(time.Duration(50+random.IntN(200)) * time.Millisecond)
	}
}

// try sends an act once.
func (s *siege) try(a *sending) {
	var answer struct {
		CaseID  string            `json:"case_id"`
		Numbers map[string]string `json:"numbers"`
	}
	err := a.client.Send(s.t.Context(), http.MethodPost, a.path, a.key, a.body, &answer)
	problem, said := errors.AsType[*rig.Problem](err)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		a.fate = done
		if a.caseID == "" {
			a.caseID, a.number = answer.CaseID, answer.Numbers["receipt_no"]
			s.cases = append(s.cases, a.caseID)
		}
	case said && problem.Status < http.StatusInternalServerError && problem.Status != http.StatusTooManyRequests:
		a.fate, a.code = refused, problem.Code
	case said && problem.Status != http.StatusServiceUnavailable && problem.Status != http.StatusTooManyRequests:
		s.t.Errorf("%s %s: %v: only 503 is an excuse", a.client.Username, a.path, problem)
		a.fate = refused
	default:
		s.lost++
	}
}

// everybodyAsksAgain sends what was never answered until it is.
func (s *siege) everybodyAsksAgain() {
	deadline := time.Now().Add(2 * time.Minute)
	for _, a := range s.sendings {
		for a.fate == unknown {
			require.True(s.t, time.Now().Before(deadline), "%s is not answered", a.path)
			s.try(a)
			if a.fate == unknown {
				time.Sleep(200 * time.Millisecond)
			}
		}
	}
}

func (s *siege) count(f fate) int {
	n := 0
	for _, a := range s.sendings {
		if a.fate == f {
			n++
		}
	}
	return n
}

// codes are the reasons of refusals, counted.
func (s *siege) codes() map[string]int {
	codes := map[string]int{}
	for _, a := range s.sendings {
		if a.fate == refused {
			codes[a.code]++
		}
	}
	return codes
}

// recordHoldsWhatWasAnswered: what was answered yes is there once, what was
// refused is not there, nothing else is, and numbers have no gap.
func (s *siege) recordHoldsWhatWasAnswered() {
	written := s.record.Acts(s.t)
	want := map[string]int{}
	for _, a := range s.sendings {
		if a.fate == done {
			want[s.record.Person(a.client.Username)+":"+a.key] = 1
		}
	}
	require.Equal(s.t, want, written)

	var numbers []string
	for _, a := range s.sendings {
		if a.number != "" {
			numbers = append(numbers, a.number)
		}
	}
	require.Len(s.t, numbers, crashCases)
	slices.Sort(numbers)
	for i, number := range numbers {
		require.Equal(s.t, fmt.Sprintf("收%d-%04d", time.Now().Year(), i+1), number)
	}
}
