package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/zhihui-renda/renda/workflows/contract"
)

// rounds alternate what is compared, so that a slow moment of the machine falls
// on both.
const rounds = 12

// settle is how long the engine gets to finish what the opening of papers left
// behind: that is not the acts'.
const settle = time.Second

// mostClients is the greatest number of people at once.
const mostClients = 10

// benchActs compares acts through HTTP with Updates that do nothing on the
// same engine.
func benchActs(ctx context.Context, out io.Writer, dir string, options Options) error {
	o, err := openOffice(ctx, dir, "RENDA_WORKER_CACHE=1000") // the bare runs take their share
	if err != nil {
		return err
	}
	defer func() { _ = o.close() }()
	people, err := o.signInAll(ctx)
	if err != nil {
		return err
	}
	b, err := newBare(ctx, o.engine, 100)
	if err != nil {
		return err
	}
	defer b.stop(ctx)
	story := newStories(o, people)
	begin := time.Now()
	const lot = 100
	if err := story.open(ctx, lot); err != nil {
		return err
	}
	fmt.Fprintf(out, "签收登记（新建运行）：%d 个客户端 %.1f 件/秒\n", mostClients, lot/time.Since(begin).Seconds())
	if _, err := measure(ctx, mostClients, time.Second, story.next); err != nil { // warm up
		return err
	}
	for _, clients := range []int{mostClients, 1} {
		var bares, acts Sample
		for range rounds {
			s, err := b.measure(ctx, clients, options.Long)
			if err != nil {
				return err
			}
			bares = bares.plus(s)
			// As many as the Updates before, were acts as fast.
			if err := story.open(ctx, 1+clients+s.Calls/len(story.acts)); err != nil {
				return err
			}
			time.Sleep(settle)
			if s, err = measure(ctx, clients, options.Long, story.next); err != nil {
				return err
			}
			acts = acts.plus(s)
		}
		fmt.Fprintf(out, "%2d 个客户端：空 Update %6.1f 次/秒，p50 %5.1f ms；办理 %6.1f 次/秒，p50 %5.1f ms，p95 %5.1f ms；速率比 %.2f，p50 比 %.2f\n",
			clients, bares.Rate(), ms(bares.P(.5)), acts.Rate(), ms(acts.P(.5)), ms(acts.P(.95)),
			acts.Rate()/bares.Rate(), ms(acts.P(.5))/ms(bares.P(.5)))
		fmt.Fprintf(out, "          处理器：空 Update %.2f ms（引擎 %.2f），办理 %.2f ms（引擎 %.2f），比 %.2f\n",
			bares.each(bares.Own+bares.Engine), bares.each(bares.Engine), acts.each(acts.Own+acts.Engine), acts.each(acts.Engine),
			bares.each(bares.Own+bares.Engine)/acts.each(acts.Own+acts.Engine))
	}
	return printCounts(ctx, out, o, people)
}

// each is the share of one call, in milliseconds.
func (s Sample) each(d time.Duration) float64 { return ms(d) / float64(s.Calls) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// plus adds a second sample.
func (s Sample) plus(t Sample) Sample {
	s.Calls, s.Took = s.Calls+t.Calls, s.Took+t.Took
	s.Own, s.Engine = s.Own+t.Own, s.Engine+t.Engine
	s.Latencies = append(slices.Clone(s.Latencies), t.Latencies...)
	slices.Sort(s.Latencies)
	return s
}

// stories bring papers from the registry to the archive, act by act. The papers
// are opened beforehand and not put away: what is compared with an Update on a
// standing run is an act on a standing case.
type stories struct {
	people  map[string]*person
	acts    []act
	waiting chan string
	at      []progress // by client
}

type progress struct {
	caseID string
	done   int
}

func newStories(o *office, people map[string]*person) *stories {
	acts := o.story()
	return &stories{
		people: people, acts: acts[:len(acts)-1], waiting: make(chan string, 1<<16), at: make([]progress, mostClients),
	}
}

// open opens papers until so many wait.
func (s *stories) open(ctx context.Context, want int) error {
	_, err := measureN(ctx, mostClients, want-len(s.waiting), func(ctx context.Context, client, n int) error {
		id, err := s.people["registrar"].open(ctx, fmt.Sprintf("关于水库除险加固资金的请示（%d-%d）", client, n))
		s.waiting <- id
		return err
	})
	return err
}

var errNoPapers = errors.New("no paper is left; open more beforehand")

// next is the next act of a client.
func (s *stories) next(ctx context.Context, client, _ int) error {
	at := &s.at[client]
	if at.caseID == "" {
		select {
		case at.caseID = <-s.waiting:
			at.done = 0
		default:
			return errNoPapers
		}
	}
	a := s.acts[at.done]
	err := s.people[a.who].do(ctx, at.caseID, a)
	if at.done++; at.done == len(s.acts) {
		at.caseID = ""
	}
	return err
}

// printCounts prints what an act costs in events of the engine and statements
// of the record.
func printCounts(ctx context.Context, out io.Writer, o *office, people map[string]*person) error {
	id, err := people["registrar"].open(ctx, "关于计数的请示")
	if err != nil {
		return err
	}
	before, err := o.events(ctx, id)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "引擎历史事件：签收并登记（新运行）%d", before)
	for _, a := range o.story() {
		if err := people[a.who].do(ctx, id, a); err != nil {
			return err
		}
		now, err := o.events(ctx, id)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "，%d", now-before)
		before = now
	}
	counts, err := o.statements(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "（归档含打包）\nSQL 语句：%v\n", counts)
	return nil
}

// events is the length of the history of a case's run, at rest.
func (o *office) events(ctx context.Context, caseID string) (int64, error) {
	const still = 200 * time.Millisecond
	var last int64 = -1
	for {
		d, err := o.engine.DescribeWorkflowExecution(ctx, contract.CaseID(caseID), "")
		if err != nil {
			return 0, err
		}
		now := d.GetWorkflowExecutionInfo().GetHistoryLength()
		if now == last {
			return now, nil
		}
		last = now
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(still):
		}
	}
}
