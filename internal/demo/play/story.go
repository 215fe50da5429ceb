package play

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// The processes of the story.
const (
	receiveKey = "document.receive"
	issueKey   = "document.issue"
)

// Run plays the papers: each comes in, goes its way and is archived. It stops
// at the first act that fails.
func Run(ctx context.Context, office Office, papers []Paper, out io.Writer) (Stats, error) {
	s := &story{teller: teller{out: out, office: office}}
	begin := office.Now()
	// One leader is away for the whole play; a colleague stands in for her.
	err := office.Delegate(ctx, "vice_chair", "vice_chair2", begin.AddDate(0, 3, 0))
	if err != nil && fault.From(err).Code != "PROXY_TWICE" { // an earlier play made it
		return s.stats, err
	}
	s.say(ctx, "vice_chair", "委托同事代理")
	for i, paper := range papers {
		if _, err := office.Pass(ctx, "", morning(begin, i)); err != nil {
			return s.stats, err
		}
		s.head(i+1, paper)
		if err := s.paper(ctx, i, paper); err != nil {
			return s.stats, fmt.Errorf("play: document %d: %w", i+1, err)
		}
	}
	s.sum()
	return s.stats, s.err
}

type story struct {
	teller
	answers int // outgoing answers so far
}

// trip is one paper on its way.
type trip struct {
	*story
	n     int
	paper Paper
	id    string
	place Place
}

// answering says whether a paper answers a suggestion or a proposal, and so
// gets an answer of its own.
func (p Paper) answering() bool {
	for _, word := range []string{"建议", "提案"} {
		if strings.Contains(p.Title, word) {
			return true
		}
	}
	return false
}

// paper takes one paper from the door to the archive.
func (s *story) paper(ctx context.Context, n int, paper Paper) error {
	t := &trip{story: s, n: n, paper: paper}
	t.paper.ReceivedOn = s.office.Now().In(zone).Format(time.DateOnly)
	if n%7 == 2 && !t.paper.Telegram {
		t.paper.Urgency = models.UrgencyExtra
	}
	if err := t.arrive(ctx); err != nil {
		return err
	}
	if n%10 == 4 {
		if err := t.bounce(ctx); err != nil {
			return err
		}
	}
	if err := t.do(ctx, t.registrar(), "初审：符合要求", approve(nil)); err != nil {
		return err
	}
	next := t.work
	if n%5 == 1 && !paper.answering() {
		next = t.round
	}
	if err := next(ctx); err != nil {
		return err
	}
	return t.finish(ctx)
}

// do acts and tells.
func (t *trip) do(ctx context.Context, user, words string, a Act) error {
	place, err := t.office.Do(ctx, user, t.id, a)
	if err != nil {
		return fmt.Errorf("%s: %w", words, err)
	}
	t.place = place
	t.say(ctx, user, "%s", words)
	return nil
}

// refused tries what the system must refuse.
func (t *trip) refused(ctx context.Context, user, words string, a Act) error {
	if _, err := t.office.Do(ctx, user, t.id, a); err == nil {
		return fmt.Errorf("play: %s was not refused", words)
	}
	t.stats.Refused++
	t.say(ctx, user, "%s —— 系统拒绝", words)
	return nil
}

// wait lets days pass.
func (t *trip) wait(ctx context.Context, days int) error {
	rang, err := t.office.Pass(ctx, t.id, morning(t.office.Now(), days))
	t.rang(rang)
	return err
}

// registrar is one of the two who share the desk.
func (t *trip) registrar() string {
	if t.n%2 == 1 {
		return "registrar2"
	}
	return "registrar"
}

func approve(form process.Form) Act {
	return Act{Command: process.Command{Verb: process.VerbApprove, Form: form}}
}

func (a Act) as(outcome process.Outcome) Act {
	a.Outcome = outcome
	return a
}

func (a Act) saying(words string) Act {
	a.Opinion = &process.Opinion{Text: words}
	return a
}

func back(target, reason string, strategy process.Strategy) Act {
	return Act{Command: process.Command{Verb: process.VerbReturn, Target: target, Reason: reason, Strategy: strategy}}
}

// arrive signs for the paper and registers it.
func (t *trip) arrive(ctx context.Context) error {
	if t.paper.SourceDate != "" && t.paper.SourceDate > t.paper.ReceivedOn {
		t.paper.ReceivedOn = t.paper.SourceDate
	}
	place, err := t.office.Open(ctx, "clerk_in", Opening{
		Process: receiveKey, Unit: "npc-office", Content: t.paper.DocumentContent,
		Then: []Act{approve(process.Form{"count": {"1"}, "channel": {string(t.paper.Channel)}})},
	})
	if err != nil {
		return err
	}
	t.id, t.place = place.CaseID, place
	t.stats.Received++
	t.say(ctx, "clerk_in", "清点无误，签收")
	if err := t.do(ctx, t.registrar(), "登记", approve(process.Form{"receipt_series": {"npc-receipt"}})); err != nil {
		return err
	}
	t.note("收文号 %s", t.place.Numbers["receipt_no"])
	return nil
}

// bounce returns the paper to its sender; it comes again, corrected, as a new
// case that names the first.
func (t *trip) bounce(ctx context.Context) error {
	err := t.do(ctx, t.registrar(), "初审：附件缺失、格式不规范，退文", approve(process.Form{
		"return_codes": {"ATTACH_MISSING", "FORMAT"}, "return_reason": {"所附清单未随文送达，请补齐后重新行文。"},
	}).as("return_to_sender"))
	if err != nil {
		return err
	}
	t.stats.ReturnedOut++
	if err := t.refused(ctx, "office_head", "对已退文的件提拟办", approve(nil).as("read_only").saying("传阅")); err != nil {
		return err
	}
	first := t.id
	if _, err := t.office.Pass(ctx, "", morning(t.office.Now(), 3)); err != nil {
		return err
	}
	t.note("来文单位补齐后重新报送")
	t.paper.ResubmitOf = first
	t.paper.ReceivedOn = t.office.Now().In(zone).Format(time.DateOnly)
	return t.arrive(ctx)
}

// round is the way of a paper that is only read: in order, the registry keeping
// track.
func (t *trip) round(ctx context.Context) error {
	readers := []string{"unit_head", "env_head", "edu_head"}
	if err := t.do(ctx, "office_head", "拟办：阅知性公文，请传阅", approve(nil).as("read_only").saying("请各位领导和有关工委负责同志阅。")); err != nil {
		return err
	}
	ids, err := t.persons(ctx, append([]string{"chair"}, readers...)...)
	if err != nil {
		return err
	}
	send := Act{Command: process.Command{Verb: process.VerbCirculate, Order: process.InOrder}}
	for _, id := range ids {
		send.To = append(send.To, process.Party{Person: id})
	}
	if err := t.do(ctx, t.registrar(), "送传阅（依次）", send); err != nil {
		return err
	}
	if err := t.refused(ctx, t.registrar(), "尚有人未阅即办结传阅", approve(nil)); err != nil {
		return err
	}
	if err := t.read(ctx, "chair", "已阅。请有关工委学习借鉴。"); err != nil {
		return err
	}
	for _, reader := range readers {
		if err := t.read(ctx, reader, ""); err != nil {
			return err
		}
	}
	return t.do(ctx, t.registrar(), "传阅完毕", approve(nil))
}

func (t *trip) read(ctx context.Context, user, words string) error {
	act := Act{Command: process.Command{Verb: process.VerbRead}}
	if words != "" {
		act = act.saying(words)
	}
	t.stats.Read++
	if words == "" {
		words = "已阅"
	}
	return t.do(ctx, user, words, act)
}

func (t *trip) persons(ctx context.Context, users ...string) ([]string, error) {
	ids := make([]string, len(users))
	for i, user := range users {
		id, err := t.office.Person(ctx, user)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

func (t *trip) units(ctx context.Context, codes ...string) ([]string, error) {
	ids := make([]string, len(codes))
	for i, code := range codes {
		unit, err := t.office.Unit(ctx, code)
		if err != nil {
			return nil, err
		}
		ids[i] = unit.ID
	}
	return ids, nil
}

// finish closes the case and archives it.
func (t *trip) finish(ctx context.Context) error {
	if t.place.Step == "close" {
		if err := t.do(ctx, t.registrar(), "办结", approve(nil)); err != nil {
			return err
		}
	}
	if err := t.wait(ctx, 1); err != nil {
		return err
	}
	return t.archive(ctx, "收文")
}

func (t *trip) archive(ctx context.Context, category string) error {
	retention := []string{"permanent", "30y", "10y"}[t.n%3]
	err := t.do(ctx, "archivist", "归档", approve(process.Form{
		"fonds": {"0135"}, "archive_year": {t.office.Now().In(zone).Format("2006")}, "retention": {retention},
		"archive_category": {category},
	}))
	if err == nil && t.place.Status != process.StatusCompleted {
		err = fmt.Errorf("play: the case is %s", t.place.Status)
	}
	if err == nil && category == "收文" {
		t.stats.Archived++
	}
	return err
}
