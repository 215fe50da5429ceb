package play

import (
	"context"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/process"
)

// desk is a unit with the one who handles papers there.
type desk struct{ unit, handler string }

// desks are who handles what, by a word of the title or the topic.
var desks = []struct {
	words string
	lead  desk
	other desk
}{
	{"教育 幼儿园 教材 体育 文化", desk{"npc-edu", "edu_drafter"}, desk{"education", "education_handler"}},
	{"卫生 医院 药品 医药", desk{"npc-edu", "edu_drafter"}, desk{"health", "health_handler"}},
	{"财政 税 融资 黄金 金融", desk{"npc-budget", "budget_office"}, desk{"finance", "finance_handler"}},
	{"地震 消防 规划 防震", desk{"npc-env", "env_drafter"}, desk{"housing", "housing_handler"}},
	{"农 棉 水利 民航 口岸", desk{"npc-rural", "drafter"}, desk{"water", "water_handler"}},
	{"建议 提案", desk{"npc-deputy", "deputy_office"}, desk{"npc-law", "law_drafter"}},
	{"", desk{"npc-law", "law_drafter"}, desk{"npc-judicial", "judicial_office"}},
}

// desks finds who leads and who helps; what answers a suggestion is always for
// the office that looks after deputies.
func (p Paper) desks() (lead, other desk) {
	for _, row := range desks {
		if p.answering() && row.lead.unit != "npc-deputy" {
			continue
		}
		for word := range strings.SplitSeq(row.words, " ") {
			if strings.Contains(p.Title+p.Topic, word) {
				return row.lead, row.other
			}
		}
	}
	return desk{}, desk{}
}

// work is the way of a paper that is acted on: proposed, instructed, handled,
// answered.
func (t *trip) work(ctx context.Context) error {
	lead, other := t.paper.desks()
	if err := t.direct(ctx, lead, other); err != nil {
		return err
	}
	if t.n%8 == 5 {
		var err error
		if lead, err = t.reassign(ctx, lead, other); err != nil {
			return err
		}
	}
	if err := t.handled(ctx, lead, other); err != nil {
		return err
	}
	if err := t.answered(ctx, lead); err != nil {
		return err
	}
	return t.readers(ctx)
}

// direct proposes and instructs.
func (t *trip) direct(ctx context.Context, lead, other desk) error {
	units, err := t.units(ctx, lead.unit, other.unit)
	if err != nil {
		return err
	}
	form := process.Form{"lead_unit": units[:1], "assist_units": units[1:]}
	if form["readers"], err = t.persons(ctx, "budget_head", "law_head"); err != nil {
		return err
	}
	if t.n%3 == 2 && t.n%8 != 5 {
		return t.do(ctx, "office_head", "拟办：请有关单位办理", approve(form).as("handle").saying("请"+words(lead.unit)+"牵头办理，按时报结果。"))
	}
	leaders := []string{"vice_chair"}
	if t.n%3 == 0 {
		leaders = []string{"vice_chair3", "chair"}
	}
	if form["leaders"], err = t.persons(ctx, leaders...); err != nil {
		return err
	}
	propose := approve(form).as("instruct").saying("拟请领导阅示。建议由" + words(lead.unit) + "牵头办理。")
	if err := t.do(ctx, "office_head", "拟办：呈领导批示", propose); err != nil {
		return err
	}
	return t.instruct(ctx, leaders)
}

// instruct lets the leaders instruct; one may be represented, and one may want
// the proposal again.
func (t *trip) instruct(ctx context.Context, leaders []string) error {
	if t.n%6 == 3 {
		if err := t.do(ctx, "chair", "退回拟办：请补充背景情况", back("propose", "请补充背景情况后再呈。", process.StraightBack)); err != nil {
			return err
		}
		t.stats.ReturnedIn++
		if err := t.do(ctx, "office_head", "补充后重新呈报", approve(nil).as("instruct").saying("背景情况已补充在后，请阅示。")); err != nil {
			return err
		}
	}
	for i, leader := range leaders {
		actor, text := leader, "批示：请抓紧办理"
		if leader == "vice_chair" {
			// She is away: the one who stands in for her acts.
			actor, text = "vice_chair2", "代为批示：请抓紧办理"
			t.stats.Proxied++
		}
		act := approve(nil).as("handle").saying("同意拟办意见，请抓紧办理。")
		if i == 0 && t.n%4 == 0 {
			day := morning(t.office.Now(), 9).Format(time.DateOnly)
			act.Form, text = process.Form{"deadline": {day}}, text+"，"+day+"前报结果"
		}
		if err := t.do(ctx, actor, text, act); err != nil {
			return err
		}
	}
	return nil
}

// reassign: the unit says that it is not theirs, and the proposal is made again.
func (t *trip) reassign(ctx context.Context, lead, assists desk) (desk, error) {
	other := desk{"npc-judicial", "judicial_office"}
	if lead.unit == other.unit || assists.unit == other.unit {
		other = desk{"npc-env", "env_drafter"}
	}
	if err := t.do(ctx, lead.handler, "退回拟办：不属本单位职责", back("propose", "不属本单位职责，建议另行交办。", process.WalkAgain)); err != nil {
		return lead, err
	}
	t.stats.ReturnedIn++
	units, err := t.units(ctx, other.unit)
	if err != nil {
		return lead, err
	}
	return other, t.do(ctx, "office_head", "改交"+words(other.unit)+"办理",
		approve(process.Form{"lead_unit": units}).as("handle").saying("请"+words(other.unit)+"办理。"))
}

// handled waits some days, now and then too many, and reports the result.
func (t *trip) handled(ctx context.Context, lead, other desk) error {
	late := t.n%7 == 2 || t.n%9 == 8
	days := 1
	if late {
		days = 13
	}
	if err := t.wait(ctx, days); err != nil {
		return err
	}
	if late {
		if err := t.chase(ctx); err != nil {
			return err
		}
	}
	if err := t.do(ctx, other.handler, "协办：已提出意见", approve(nil).saying("我单位意见已送牵头单位，无不同意见。")); err != nil {
		return err
	}
	return t.do(ctx, lead.handler, "承办：办理完毕",
		approve(process.Form{"result": {"done"}}).saying("已会同有关单位研究办理，情况另附。"))
}

// chase urges what is late and gives it more time.
func (t *trip) chase(ctx context.Context) error {
	urge := Act{Command: process.Command{Verb: process.VerbUrge}}.saying("此件已超期，请抓紧办理。")
	if err := t.do(ctx, t.registrar(), "催办", urge); err != nil {
		return err
	}
	t.stats.Urged++
	if !t.place.Late {
		return nil
	}
	t.stats.Late++
	t.note("已超期")
	if t.n%2 == 0 {
		until := morning(t.office.Now(), 5).Format(time.DateOnly)
		extend := Act{Command: process.Command{Verb: process.VerbExtend, Until: until, Reason: "情况复杂，需要实地调研"}}
		if err := t.do(ctx, "office_head", "同意延期至"+until, extend); err != nil {
			return err
		}
		t.stats.Extended++
	}
	return nil
}

// answered answers the sender, for an answer to a suggestion by a document of
// our own, otherwise with a reason why none is needed.
func (t *trip) answered(ctx context.Context, lead desk) error {
	if !t.paper.answering() {
		return t.do(ctx, lead.handler, "不需答复", approve(process.Form{
			"no_answer_reason": {"来文为普发性公文，遵照执行即可，不需答复来文单位。"},
		}).as("not_needed"))
	}
	reply := &trip{story: t.story, n: t.n, paper: t.paper, id: t.id}
	if err := reply.issue(ctx, t.answers); err != nil {
		return err
	}
	t.answers++
	return t.do(ctx, lead.handler, "答复：已行文答复", approve(process.Form{
		"reply_case": {reply.id}, "reply_doc_no": {reply.place.Numbers["doc_no"]},
		"reply_date": {t.office.Now().In(zone).Format(time.DateOnly)},
	}))
}

// readers read what was circulated beside the position; one is waived.
func (t *trip) readers(ctx context.Context) error {
	if err := t.read(ctx, "budget_head", ""); err != nil {
		return err
	}
	if t.n%6 == 0 {
		t.note("一名阅文人出差，写明理由后不再等待")
		return t.do(ctx, t.registrar(), "办结（不再等待阅文人）", approve(process.Form{process.FieldWaive: {"出差在外，返回后补阅。"}}))
	}
	return t.read(ctx, "law_head", "已阅，无意见。")
}

// words are the units of the story as people call them.
func words(unit string) string {
	return map[string]string{
		"npc-edu": "教科文卫工委", "npc-budget": "预算工委", "npc-env": "城环工委", "npc-rural": "农业农村工委",
		"npc-deputy": "代表工委", "npc-law": "法制工委", "npc-judicial": "监察司法工委",
	}[unit]
}
