package play

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/process"
)

// teller tells what happens, a line an act.
type teller struct {
	out    io.Writer
	office Office
	stats  Stats
	err    error // the first that writing met with
}

func (t *teller) print(words string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, words, args...)
	}
}

// Stats is what a play came to.
type Stats struct {
	Received, Archived int
	// ReturnedOut went back to their senders, ReturnedIn to an earlier step.
	ReturnedOut, ReturnedIn int
	Late, Urged, Extended   int
	Alarms, Proxied         int
	Read, Issued, Receipts  int
	Refused                 int
	TakenIn                 int
}

func (t *teller) head(n int, paper Paper) {
	number := ""
	if paper.SourceDocNo != "" {
		number = "（" + paper.SourceDocNo + "）"
	}
	t.print("\n【%d】%s%s\n", n, paper.Title, number)
}

// say is one line: when, who, what.
func (t *teller) say(ctx context.Context, user, words string, args ...any) {
	name, err := t.office.Name(ctx, user)
	if err != nil {
		name = user
	}
	text := fmt.Sprintf(words, args...)
	t.print("  %s  %s：%s\n", moment(t.office.Now()), name, text)
}

// note is a line of the system's own.
func (t *teller) note(words string, args ...any) {
	t.print("  %s  （%s）\n", moment(t.office.Now()), fmt.Sprintf(words, args...))
}

func (t *teller) rang(alarms []process.AlarmKind) {
	words := map[process.AlarmKind]string{
		process.AlarmBefore: "临期提醒", process.AlarmAt: "当日提醒", process.AlarmAfter: "超期提醒", process.AlarmEscalate: "超期上报",
	}
	var texts []string
	for _, kind := range alarms {
		texts = append(texts, words[kind])
	}
	t.stats.Alarms += len(alarms)
	if len(texts) > 0 {
		t.note("时限：%s", strings.Join(texts, "、"))
	}
}

func (t *teller) sum() {
	s := t.stats
	t.print("\n合计：收文 %d 件，归档 %d 件；退回来文单位 %d 件，内部退回 %d 次；超期 %d 件，提醒 %d 次，催办 %d 次，延期 %d 次；"+
		"代办 %d 次；阅件 %d 人次；发文 %d 件，签收 %d 份，转为收文 %d 件；系统拒绝 %d 次。\n",
		s.Received, s.Archived, s.ReturnedOut, s.ReturnedIn, s.Late, s.Alarms, s.Urged, s.Extended,
		s.Proxied, s.Read, s.Issued, s.Receipts, s.TakenIn, s.Refused)
}

func moment(at time.Time) string { return at.In(zone).Format("01-02 15:04") }

// zone is the one zone of the platform.
var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// morning is nine o'clock of the next weekday that is n days or more away.
func morning(from time.Time, n int) time.Time {
	day := from.In(zone)
	at := time.Date(day.Year(), day.Month(), day.Day()+n, 9, 0, 0, 0, zone)
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return at
}
