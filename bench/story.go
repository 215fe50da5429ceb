package bench

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/oklog/ulid/v2"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
	"github.com/zhihui-renda/renda/workflows/document"
)

// act is one act of the story that is measured: an incoming paper from the
// registry to the archive, with five people and eight acts.
type act struct {
	who     string
	outcome process.Outcome
	form    process.Form
	words   string
}

// story is what follows the opening.
func (o *office) story() []act {
	yes := []string{"yes"}
	return []act{
		{who: "registrar", outcome: process.OutcomeApprove, form: process.Form{
			"check_ours": yes, "check_rules": yes, "check_format": yes, "check_consulted": yes, "check_drafting": yes,
		}},
		{who: "office_head", outcome: document.OutcomeInstruct, words: "拟请副主任阅示，由水利局承办。", form: process.Form{
			"leaders": {o.id("vice_chair")}, "lead_unit": {o.units["water"]},
		}},
		{who: "vice_chair", outcome: document.OutcomeHandle, words: "请水利局认真研究办理。"},
		{who: "water_handler", outcome: process.OutcomeApprove, words: "已研究办理。", form: process.Form{"result": {"done"}}},
		{who: "water_handler", outcome: document.OutcomeNotNeeded, form: process.Form{"no_answer_reason": {"来文不要求答复。"}}},
		{who: "registrar", outcome: process.OutcomeApprove},
		{who: "archivist", outcome: process.OutcomeApprove, form: process.Form{
			"fonds": {"X001"}, "archive_year": {"2026"}, "retention": {"30y"}, "archive_category": {"办公室"},
		}},
	}
}

// actors are the user names of everybody in the story.
var actors = []string{"registrar", "office_head", "vice_chair", "water_handler", "archivist"}

func (o *office) id(username string) string {
	p, err := o.Store.PersonByUsername(context.Background(), username)
	if err != nil {
		return ""
	}
	return p.ID
}

// paper is what comes in.
func paper(title string) models.DocumentContent {
	return models.DocumentContent{
		Kind: models.KindRequest, Direction: models.Upward, Title: title, SourceOrg: "蕲春县水利和湖泊局",
		SourceDocNo: "蕲水〔2026〕12号", SourceDate: "2026-11-20", ReceivedOn: "2026-11-23", Channel: models.ChannelPaper, Copies: 1,
		Body: []models.Block{{Kind: models.BlockParagraph, Text: "现将水库除险加固资金的有关情况请示如下，请予研究。"}},
	}
}

const receiptSeries = "npc-receipt"

// open opens a case through HTTP and returns its id.
func (p *person) open(ctx context.Context, title string) (string, error) {
	var answer contract.Answer
	content := paper(title)
	content.SourceDocNo = "" // a number twice from one sender would be a duplicate
	err := p.post(ctx, "/api/v1/documents/incoming", map[string]any{
		"document": content, "register": map[string]string{"series": receiptSeries},
	}, &answer)
	return answer.CaseID, err
}

// do does one act through HTTP.
func (p *person) do(ctx context.Context, caseID string, a act) error {
	body := map[string]any{"verb": process.VerbApprove, "outcome": a.outcome}
	if a.form != nil {
		body["form"] = a.form
	}
	if a.words != "" {
		body["opinion"] = map[string]string{"text": a.words}
	}
	return p.post(ctx, "/api/v1/cases/"+caseID+"/acts", body, nil)
}

// statements commits the story without an engine and returns how many SQL
// statements each act took.
func (o *office) statements(ctx context.Context) ([]int64, error) {
	id := ulid.Make().String()
	content := paper("关于水库除险加固资金的请示")
	content.Flow = models.Incoming
	text, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	hash, err := o.Store.PutContent(ctx, text)
	if err != nil {
		return nil, err
	}
	acts := []contract.Act{{
		Definition: document.ReceiveKey, Noun: &contract.Noun{Kind: store.NounDocument, ID: id, Content: hash},
		Commands: []process.Command{
			{Verb: process.VerbOpen, By: process.Person{ID: o.id("registrar")}, Text: &process.Text{Hash: hash}, Opening: &process.Opening{
				CaseID: id, Title: content.Title, OwnerUnit: o.units["qc-npc"], Unit: o.units["npc-office"],
				NounKind: store.NounDocument, NounID: id,
			}},
			{Verb: process.VerbApprove, Form: process.Form{"count": {"1"}, "channel": {"paper"}}},
			{Verb: process.VerbApprove, Form: process.Form{"receipt_series": {receiptSeries}}},
		},
	}}
	for _, a := range o.story() {
		command := process.Command{Verb: process.VerbApprove, Outcome: a.outcome, Form: a.form, By: process.Person{ID: o.id(a.who)}}
		if a.words != "" {
			command.Opinion = &process.Opinion{Text: a.words}
		}
		acts = append(acts, contract.Act{Commands: []process.Command{command}})
	}
	counts := make([]int64, len(acts))
	for i, a := range acts {
		if counts[i], err = o.commit(ctx, id, a); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

func (o *office) commit(ctx context.Context, caseID string, a contract.Act) (int64, error) {
	a.ID, a.CaseID = ulid.Make().String(), caseID
	a.Digest = a.ID
	for i := range a.Commands {
		a.Commands[i].ID = fmt.Sprintf("%s#%d", a.ID, i)
		a.Commands[i].By = a.Commands[0].By
		a.Commands[i].Port = "pc"
	}
	ctx, n := store.CountStatements(ctx)
	_, err := o.Committer.Commit(ctx, a)
	return *n, err
}
