package play

import (
	"context"
	"fmt"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// What our own documents in the story are issued under.
const (
	letterPrefix = "蕲常函"
	letterSeries = "npc-letter"
)

// issue drafts, signs and sends the answer to the paper of the trip; each of
// the answers has its own trouble on the way.
func (t *trip) issue(ctx context.Context, nth int) error {
	answered := t.id
	content, err := t.letter(ctx, answered)
	if err != nil {
		return err
	}
	t.note("拟答复：%s", content.Title)
	if err := t.draft(ctx, nth, content); err != nil {
		return err
	}
	signer := []string{"chair", "vice_chair3"}[nth%2]
	if err := t.sign(ctx, nth, content, signer); err != nil {
		return err
	}
	if err := t.print(ctx, nth); err != nil {
		return err
	}
	return t.send(ctx, nth)
}

// letter is the answer as it is drafted.
func (t *trip) letter(ctx context.Context, answered string) (models.DocumentContent, error) {
	letterhead, err := t.office.Letterhead(ctx, letterPrefix)
	if err != nil {
		return models.DocumentContent{}, err
	}
	government, err := t.office.Unit(ctx, "gov-office")
	if err != nil {
		return models.DocumentContent{}, err
	}
	say := func(text string) models.Block { return models.Block{Kind: models.BlockParagraph, Text: text} }
	return models.DocumentContent{
		Flow: models.Outgoing, Kind: models.KindLetter, Direction: models.Parallel,
		Title:      letterhead.Issuer + "关于" + t.paper.SourceDocNo + "文办理情况的复函",
		IssuingOrg: letterhead.ID, OrgMarks: []string{letterhead.Mark},
		MainTo: []models.Organ{{Name: t.paper.SourceOrg}},
		CC:     []models.Organ{{Unit: government.ID, Name: government.Name}},
		Body: []models.Block{
			say("《" + t.paper.Title + "》（" + t.paper.SourceDocNo + "）收悉。现将有关办理情况函复如下。"),
			say("一、我委高度重视来文所提事项，已交有关工作委员会会同县直有关部门研究。"),
			say("二、有关部门正在按照职责分工抓紧办理，并将办理结果向代表反馈。"),
			say("专此函复。"),
		},
		SignatureOrgs: []string{letterhead.Issuer}, Disclosure: models.DiscloseActive, Matters: 1,
		Basis: t.paper.SourceDocNo, Answers: answered,
	}, nil
}

// draft brings the draft to the office's review. The second answer is
// countersigned, with one unit that does not agree at first.
func (t *trip) draft(ctx context.Context, nth int, content models.DocumentContent) error {
	form := process.Form{"drafter_phone": {"0713-7220000"}}
	if nth == 1 {
		units, err := t.units(ctx, "npc-law", "npc-budget")
		if err != nil {
			return err
		}
		form["countersign_units"] = units
	}
	place, err := t.office.Open(ctx, "deputy_office", Opening{Process: issueKey, Unit: "npc-deputy", Content: content})
	if err != nil {
		return err
	}
	t.id, t.place = place.CaseID, place
	if err := t.do(ctx, "deputy_office", "拟稿，送核稿", approve(form)); err != nil {
		return err
	}
	if err := t.refused(ctx, "deputy_office", "核自己拟的稿", approve(nil)); err != nil {
		return err
	}
	if err := t.do(ctx, "deputy_office_head", "核稿：同意", approve(nil).saying("同意，送审。")); err != nil {
		return err
	}
	if nth == 1 {
		return t.countersign(ctx, content)
	}
	return nil
}

// countersign: one unit disagrees, the draft is changed, everybody is asked
// about the new text.
func (t *trip) countersign(ctx context.Context, content models.DocumentContent) error {
	if err := t.do(ctx, "law_head", "会签：不同意", approve(nil).as(process.OutcomeDisagree).saying("第二条应写明办理时限。")); err != nil {
		return err
	}
	if err := t.do(ctx, "budget_head", "会签：同意", approve(nil).saying("同意。")); err != nil {
		return err
	}
	t.stats.ReturnedIn++
	content.Body[2].Text = "二、有关部门正在按照职责分工抓紧办理，将于三个月内向代表反馈办理结果。"
	again := approve(nil)
	again.Document = &content
	if err := t.do(ctx, "deputy_office", "按会签意见修改，重新送核", again); err != nil {
		return err
	}
	if err := t.do(ctx, "deputy_office_head", "核稿：同意", approve(nil).saying("同意修改。")); err != nil {
		return err
	}
	for _, head := range []string{"law_head", "budget_head"} {
		if err := t.do(ctx, head, "会签：同意", approve(nil).saying("同意。")); err != nil {
			return err
		}
	}
	return nil
}

// sign reviews, signs and rechecks. The third answer comes back from the signer
// and goes straight to him again; the fourth is changed in substance after the
// signature.
func (t *trip) sign(ctx context.Context, nth int, content models.DocumentContent, signer string) error {
	id, err := t.office.Person(ctx, signer)
	if err != nil {
		return err
	}
	review := approve(process.Form{"checklist": {"need", "law", "consulted", "kind", "facts", "wording"}, "signer": {id}})
	if err := t.do(ctx, t.registrar(), "审核：逐项核对，送签发", review.saying("格式规范，内容准确，送签发。")); err != nil {
		return err
	}
	if nth == 2 {
		if err := t.do(ctx, signer, "退回拟稿人：补充依据", back("draft", "请补充办理依据。", process.StraightBack)); err != nil {
			return err
		}
		t.stats.ReturnedIn++
		content.Basis = t.paper.SourceDocNo + "及代表法第五十一条"
		content.Body[1].Text += "依据代表法有关规定，明确专人负责。"
		again := approve(nil)
		again.Document = &content
		if err := t.do(ctx, "deputy_office", "补充后直送签发人", again); err != nil {
			return err
		}
	}
	if err := t.do(ctx, signer, "签发：同意", approve(nil).saying("同意签发。")); err != nil {
		return err
	}
	if nth == 3 {
		if err := t.change(ctx, content, signer); err != nil {
			return err
		}
	}
	return t.do(ctx, t.registrar(), "复核：无实质性修改", approve(nil))
}

// change: the recheck changes the substance, which only the signer may let pass.
func (t *trip) change(ctx context.Context, content models.DocumentContent, signer string) error {
	content.Body[2].Text = "二、有关部门已按照职责分工办理完毕，办理结果已向代表反馈。"
	changed := Act{Command: process.Command{Verb: process.VerbSave}, Document: &content}
	if err := t.do(ctx, t.registrar(), "复核：更正办理结果的表述", changed); err != nil {
		return err
	}
	if err := t.refused(ctx, t.registrar(), "改动后不经签发人径行登记", approve(nil)); err != nil {
		return err
	}
	if err := t.do(ctx, t.registrar(), "复核：有实质性修改，报原签批人复审", approve(nil).as("substantive")); err != nil {
		return err
	}
	return t.do(ctx, signer, "复审：同意", approve(nil).saying("同意修改。"))
}

// print numbers, prints and seals. The fifth answer is misprinted once; its
// number stays.
func (t *trip) print(ctx context.Context, nth int) error {
	number := approve(process.Form{"doc_series": {letterSeries}, "scope": {t.paper.SourceOrg + "、县政府办公室"}, "copies": {"10"}})
	if err := t.do(ctx, t.registrar(), "登记编号", number); err != nil {
		return err
	}
	t.note("发文字号 %s", t.place.Numbers["doc_no"])
	if nth == 4 {
		defect := approve(process.Form{"defect": {"抄送机关漏印。"}}).as("defect")
		if err := t.do(ctx, t.registrar(), "校对：有差错，退回复核", defect); err != nil {
			return err
		}
		t.stats.ReturnedIn++
		if err := t.do(ctx, t.registrar(), "复核：无实质性修改", approve(nil)); err != nil {
			return err
		}
		if err := t.do(ctx, t.registrar(), "登记编号（沿用原号 "+t.place.Numbers["doc_no"]+"）", number); err != nil {
			return err
		}
	}
	today := t.office.Now().In(zone).Format(time.DateOnly)
	err := t.do(ctx, t.registrar(), "印制、校对", approve(process.Form{
		"proof_reader": {"办公室文秘"}, "printed_copies": {"10"}, "printed_on": {today},
	}))
	if err != nil {
		return err
	}
	return t.do(ctx, "seal_keeper", "用印", approve(process.Form{"seal_id": {"县人大常委会印"}, "seal_count": {"10"}}))
}

// send dispatches, takes the receipts and archives. The government's office
// makes the first answer its own incoming paper.
func (t *trip) send(ctx context.Context, nth int) error {
	inside, err := t.units(ctx, "gov-office")
	if err != nil {
		return err
	}
	form := process.Form{process.FieldInside: inside, process.FieldOutside: {"机要交换:" + t.paper.SourceOrg}}
	if err := t.do(ctx, t.registrar(), "分送", approve(form)); err != nil {
		return err
	}
	t.stats.Issued++
	deliveries, err := t.office.Deliveries(ctx, t.registrar(), t.id)
	if err != nil {
		return err
	}
	for _, delivery := range deliveries {
		user, words := t.registrar(), "登记系统外签收回执"
		if delivery.Unit != "" {
			user, words = "gov_registrar", "签收"
		}
		name, err := t.office.Name(ctx, user)
		if err != nil {
			return err
		}
		receipt := Act{Command: process.Command{Verb: process.VerbReceipt, Receipt: &process.Receipt{
			Delivery: delivery.ID, Name: name, On: t.office.Now().In(zone).Format(time.DateOnly),
		}}}
		if err := t.do(ctx, user, words, receipt); err != nil {
			return err
		}
		t.stats.Receipts++
		if delivery.Unit != "" && nth == 0 {
			if err := t.takeIn(ctx, delivery); err != nil {
				return err
			}
		}
	}
	return t.archive(ctx, "发文")
}

// takeIn makes a delivered paper an incoming one of the recipient, which is
// left on the desk of its office.
func (t *trip) takeIn(ctx context.Context, delivery models.Delivery) error {
	issued, err := t.office.Issued(ctx, "gov_registrar", delivery.ID)
	if err != nil {
		return err
	}
	sender := issued.Content.SignatureOrgs[0]
	place, err := t.office.Open(ctx, "gov_registrar", Opening{
		Process: receiveKey, Unit: "gov-office",
		Content: issued.AsIncoming(sender, t.office.Now().In(zone).Format(time.DateOnly)),
		Then: []Act{
			approve(process.Form{"count": {"1"}, "channel": {string(models.ChannelInside)}}),
			approve(process.Form{"receipt_series": {"gov-receipt"}}),
		},
	})
	if err != nil {
		return fmt.Errorf("taking in a delivery: %w", err)
	}
	t.stats.TakenIn++
	t.say(ctx, "gov_registrar", "转为本机关收文，收文号 %s", place.Numbers["receipt_no"])
	return nil
}
