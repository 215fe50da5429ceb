package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/process"
	"github.com/zhihui-renda/renda/workflows/contract"
	"github.com/zhihui-renda/renda/workflows/document"
)

// documentTables are the shipped ones.
type documentTables struct{}

func (documentTables) Definition(_ context.Context, key, _ string) (process.Definition, error) {
	for _, def := range document.Definitions() {
		if def.Key == key {
			return def, nil
		}
	}
	return process.Definition{}, fault.New(fault.NotFound, "NO_PROCESS", "没有流程 %s。", key)
}

// registry is an office whose cases are about documents.
func registry(t *testing.T, s *store.Store) *office {
	t.Helper()
	o := newOffice(t, s)
	o.Definitions, o.Nouns = documentTables{}, store.Documents{}
	by := models.By{PersonID: process.System, At: begin.AddDate(-1, 0, 0)}
	for _, p := range []struct{ id, role, unit string }{
		{"receiver", models.RoleClerkIn, "office"},
		{"sealer", models.RoleSealKeeper, "office"},
		{"archivist", models.RoleArchivist, "office"},
		{"outsider", models.RoleClerkIn, "empty"},
	} {
		_, err := s.CreatePerson(t.Context(), store.NewPerson{Person: models.Person{ID: p.id, Username: p.id, Name: "某" + p.id}}, by)
		require.NoError(t, err)
		_, err = s.GrantPost(t.Context(), models.Post{PersonID: p.id, UnitID: p.unit, Role: p.role}, by)
		require.NoError(t, err)
	}
	_, err := s.CreateLetterhead(t.Context(), models.Letterhead{
		ID: "letters", UnitID: "organ", Mark: "蕲春县人大常委会文件", Issuer: "蕲春县人大常委会", Prefix: "蕲常发",
	}, by)
	require.NoError(t, err)
	return o
}

func paper() models.DocumentContent {
	return models.DocumentContent{
		Flow: models.Incoming, Kind: models.KindReport, Direction: models.Upward, Title: "县水利局关于农村饮水安全工程建设情况的报告",
		SourceOrg: "蕲春县水利局", SourceDocNo: "蕲水文〔2026〕12号", ReceivedOn: "2026-03-02", Channel: models.ChannelPaper, Copies: 1,
		MainTo: []models.Organ{{Name: "县人大常委会"}},
		Body:   []models.Block{{Kind: models.BlockParagraph, Text: "现将工程进度报告如下。"}},
	}
}

func letter() models.DocumentContent {
	return models.DocumentContent{
		Flow: models.Outgoing, Kind: models.KindLetter, Direction: models.Parallel, Title: "蕲春县人大常委会关于转送代表建议的函",
		IssuingOrg: "letters", OrgMarks: []string{"蕲春县人大常委会文件"}, MainTo: []models.Organ{{Unit: "water", Name: "蕲春县水利局"}},
		Body:          []models.Block{{Kind: models.BlockParagraph, Text: "请研究办理。"}},
		SignatureOrgs: []string{"蕲春县人大常委会"}, Disclosure: models.DiscloseActive, Matters: 1,
	}
}

// text puts content and names it in a command.
func (o *office) text(c models.DocumentContent) with {
	o.t.Helper()
	hash, err := o.PutDocument(o.t.Context(), c)
	require.NoError(o.t, err)
	return func(command *process.Command) { command.Text = &process.Text{Hash: hash} }
}

func (o *office) opens(table, person string, c models.DocumentContent) contract.Act {
	o.t.Helper()
	act := o.opening(table, person, c.Title, o.text(c))
	act.Noun = &contract.Noun{Kind: store.NounDocument, ID: "d-" + act.CaseID[10:]}
	return act
}

func (o *office) begins(table, person string, c models.DocumentContent) string {
	o.t.Helper()
	act := o.opens(table, person, c)
	_, err := o.Commit(o.t.Context(), act)
	require.NoError(o.t, err)
	return act.CaseID
}

func (o *office) document(person, id string) models.Document {
	o.t.Helper()
	doc, err := o.DocumentOfCase(o.t.Context(), o.viewer(person), id)
	require.NoError(o.t, err)
	return doc
}

func code(err error) string { return fault.From(err).Code }

func outcome(what process.Outcome) with {
	return func(c *process.Command) { c.Outcome = what }
}

func TestAnIncomingPaperIsKeptWithItsNumbersAndItsPlace(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		id := o.begins("document.receive", "receiver", paper())
		o.do(id, "receiver", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form("receipt_series", "receipts"))
		corrected := paper()
		corrected.SourceDocNo = "蕲水文〔2026〕13号"
		o.do(id, "registrar", process.VerbSave, o.text(corrected))
		o.do(id, "registrar", process.VerbApprove)
		doc := o.document("chief", id)
		require.Equal(t, "收20260001", doc.ReceiptNo)
		require.Equal(t, "蕲水文〔2026〕13号", doc.SourceDocNo)
		require.Equal(t, 2, doc.Version)

		_, err := o.try(id, "chief", process.VerbSave, o.text(paper()))
		require.Equal(t, "TEXT_NOT_HERE", code(err), "who proposes does not rewrite somebody else's paper")

		_, err = o.DocumentOfCase(t.Context(), o.viewer("clerk"), id)
		require.Equal(t, "DOCUMENT_NOT_FOUND", code(err), "another organ's clerk does not see it")

		record, err := o.Case(t.Context(), o.viewer("chief"), id)
		require.NoError(t, err)
		require.Equal(t, "蕲春县水利局", record.Sender)
		require.Equal(t, "蕲水文〔2026〕13号", record.SourceNumber)

		o.do(id, "chief", process.VerbApprove, outcome(document.OutcomeReadOnly), opinion("传阅"))
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove)
		place := form("fonds", "0135", "archive_year", "2026", "retention", "30y", "archive_category", "办公室")
		o.do(id, "archivist", process.VerbApprove, place)
		item, err := o.ArchiveItem(t.Context(), o.viewer("archivist"), id)
		require.NoError(t, err)
		require.Equal(t, 1, item.ItemNo)
		require.Equal(t, "0135-2026-30年-办公室-1", o.document("chief", id).ArchiveNo)
	})
}

func TestItemsOfTheArchiveAreCountedAndNeverShareAPlace(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		place := []string{"fonds", "0135", "archive_year", "2026", "retention", "10y", "archive_category", "办公室"}
		toArchive := func() string {
			id := o.begins("document.receive", "receiver", paper())
			o.do(id, "receiver", process.VerbApprove)
			o.do(id, "registrar", process.VerbApprove, form("receipt_series", "receipts"))
			o.do(id, "registrar", process.VerbApprove)
			o.do(id, "chief", process.VerbApprove, outcome(document.OutcomeReadOnly), opinion("传阅"))
			o.do(id, "registrar", process.VerbApprove)
			o.do(id, "registrar", process.VerbApprove)
			return id
		}
		a, b, c := toArchive(), toArchive(), toArchive()
		o.do(a, "archivist", process.VerbApprove, form(place...))
		o.do(b, "archivist", process.VerbApprove, form(place...))
		_, err := o.try(c, "archivist", process.VerbApprove, form(append(place, "item_no", "2")...))
		require.Equal(t, "ARCHIVE_PLACE_TAKEN", code(err))
		o.do(c, "archivist", process.VerbApprove, form(append(place, "item_no", "7")...))
		for id, want := range map[string]int{a: 1, b: 2, c: 7} {
			item, err := o.ArchiveItem(t.Context(), o.viewer("archivist"), id)
			require.NoError(t, err)
			require.Equal(t, want, item.ItemNo)
		}
	})
}

// drafted brings a letter to the office's review.
func (o *office) drafted(c models.DocumentContent, fields ...string) string {
	o.t.Helper()
	id := o.begins("document.issue", "drafter", c)
	o.do(id, "drafter", process.VerbApprove, form(fields...))
	o.do(id, "head", process.VerbApprove)
	return id
}

var reviewed = []string{"checklist", "need", "checklist", "law", "signer", "chair"}

func TestAnIssuedDocumentGetsSignersDateSealAndNumber(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		id := o.drafted(letter())
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))
		o.do(id, "chair", process.VerbApprove, opinion("同意"))
		doc := o.document("registrar", id)
		require.Equal(t, []string{"某chair"}, doc.Signers)
		require.Equal(t, "2026-03-02", doc.DocDate, "the day of signing is the date of the document")

		changed := letter()
		changed.Body[0].Text = "请研究办理，并于3月底前答复。"
		o.do(id, "registrar", process.VerbSave, o.text(changed))
		signatures, err := o.Signatures(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		last := signatures[len(signatures)-1]
		require.Equal(t, "chair", last.By)
		require.False(t, last.Holds)
		require.Equal(t, models.Changed, last.Since.Blocks[0].Change, "what changed since the signature is shown")
		_, err = o.try(id, "registrar", process.VerbApprove)
		require.Equal(t, string(process.CodeNotSigned), code(err))

		o.now = o.now.AddDate(0, 0, 2)
		o.do(id, "registrar", process.VerbApprove, outcome(document.OutcomeSubstantive))
		o.do(id, "chair", process.VerbApprove)
		require.Equal(t, "2026-03-04", o.document("registrar", id).DocDate, "the date follows the new signature")
		o.do(id, "registrar", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form("doc_series", "qichangfa", "scope", "县水利局", "copies", "3"))
		o.do(id, "registrar", process.VerbApprove, form("proof_reader", "某甲", "printed_copies", "3", "printed_on", "2026-03-05"))
		o.do(id, "sealer", process.VerbApprove, form("seal_id", "常委会印", "seal_count", "3"))
		doc = o.document("registrar", id)
		require.Equal(t, "蕲常发〔2026〕1号", doc.DocNo)
		require.Equal(t, "常委会印", doc.Seal)
		require.Equal(t, 3, doc.PrintedCopies)
		require.Equal(t, "蕲春县人大常委会办公室", doc.PrintedBy)

		o.do(id, "registrar", process.VerbApprove, form(process.FieldInside, "water"))
		deliveries, err := o.CaseDeliveries(t.Context(), o.viewer("registrar"), id)
		require.NoError(t, err)
		issued, err := o.IssuedPaper(t.Context(), o.viewer("clerk"), deliveries[0].ID)
		require.NoError(t, err)
		require.Equal(t, "蕲常发〔2026〕1号", issued.Record.DocNo)
		require.Equal(t, changed.Body, issued.Content.Body)
		_, err = o.Case(t.Context(), o.viewer("clerk"), id)
		require.Equal(t, "CASE_NOT_FOUND", code(err), "the recipient sees the paper, not the case")
		_, err = o.IssuedPaper(t.Context(), o.viewer("outsider"), deliveries[0].ID)
		require.Equal(t, "DELIVERY_NOT_FOUND", code(err), "it was not sent to him")

		versions, err := o.DocumentVersions(t.Context(), o.viewer("registrar"), doc.ID)
		require.NoError(t, err)
		require.Len(t, versions, 2)
		require.Equal(t, []string{"draft", "recheck"}, []string{versions[0].Step, versions[1].Step})
		difference, err := o.DocumentDiff(t.Context(), o.viewer("registrar"), doc.ID, 1, 2)
		require.NoError(t, err)
		require.False(t, difference.Same)
	})
}

func TestARecipientRegistersADeliveryOnce(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.delivered("case-20-1", "organ")
		issued := models.IssuedPaper{
			Delivery: models.Delivery{ID: "case-20-1"}, Content: letter(), Record: models.DocumentRecord{DocNo: "蕲常发〔2026〕1号", DocDate: "2026-03-01"},
		}
		incoming := issued.AsIncoming("蕲春县人大常委会", "2026-03-02")
		require.Empty(t, incoming.Validate())
		id := o.begins("document.receive", "receiver", incoming)
		registered, err := o.RegisteredDelivery(t.Context(), "case-20-1")
		require.NoError(t, err)
		require.Equal(t, id, registered)
		_, err = o.Commit(t.Context(), o.opens("document.receive", "receiver", incoming))
		require.Equal(t, "DELIVERY_REGISTERED", code(err))
	})
}

func TestTheRulesHoldAtTheDraftAndAtTheReview(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		wrong := letter()
		wrong.MainTo = []models.Organ{{Name: "何主任"}}
		id := o.begins("document.issue", "drafter", wrong)
		_, err := o.try(id, "drafter", process.VerbApprove)
		require.Equal(t, "RULE_BLOCKED", code(err))
		require.Equal(t, "document.main_to", fault.From(err).Field)
		require.Equal(t, "R15-PERSON", fault.From(err).Args["rule"])
		o.do(id, "drafter", process.VerbApprove, o.text(letter()))

		important := letter()
		important.Important = true
		id = o.drafted(important)
		_, err = o.try(id, "registrar", process.VerbApprove, form("checklist", "need", "signer", "vice"))
		require.Equal(t, "RULE_BLOCKED", code(err))
		require.Equal(t, "form.signer", fault.From(err).Field)
		require.Contains(t, fault.From(err).Detail, "主要负责人")
		o.do(id, "registrar", process.VerbApprove, form(reviewed...))

		orphan := letter()
		orphan.IssuingOrg = "nobody"
		id = o.begins("document.issue", "drafter", orphan)
		_, err = o.try(id, "drafter", process.VerbApprove)
		require.Equal(t, "NO_LETTERHEAD", code(err))
	})
}

func TestAnUnfitTextNeverBecomesPartOfTheRecord(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		act := o.opens("document.receive", "receiver", paper())
		act.Commands[0].Text = nil
		_, err := o.Commit(t.Context(), act)
		require.Equal(t, "TEXT_MISSING", code(err))

		act = o.opens("document.receive", "receiver", paper())
		act.Commands[0].Text.Hash = strings.Repeat("0", 64)
		_, err = o.Commit(t.Context(), act)
		require.Equal(t, "TEXT_UNKNOWN", code(err))

		_, err = o.Commit(t.Context(), o.opens("document.issue", "drafter", paper()))
		require.Equal(t, "WRONG_FLOW", code(err))

		hash, err := s.PutContent(t.Context(), []byte(`{"title":"  ","flow":"incoming"}`))
		require.NoError(t, err)
		act = o.opens("document.receive", "receiver", paper())
		act.Commands[0].Text.Hash = hash
		_, err = o.Commit(t.Context(), act)
		require.Equal(t, "TEXT_FORM", code(err), "not the canonical form")

		_, err = s.PutDocument(t.Context(), models.DocumentContent{Flow: models.Incoming})
		require.Equal(t, fault.Invalid, fault.KindOf(err))
	})
}

func TestTheSamePaperIsFoundAgain(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.begins("document.receive", "receiver", paper())
		again := paper()
		again.SourceDocNo, again.Title = "蕲水文[2026] 12 号", "关于别的事的报告"
		twins, err := o.Twins(t.Context(), o.viewer("registrar"), "organ", again)
		require.NoError(t, err)
		require.Len(t, twins, 1)
		require.True(t, twins[0].SameNumber, "brackets and spaces do not make another number")

		again = paper()
		again.SourceDocNo, again.Title = "", "水利局关于农村饮水安全工程建设情况的报告（补报）"
		twins, err = o.Twins(t.Context(), o.viewer("registrar"), "organ", again)
		require.NoError(t, err)
		require.Len(t, twins, 1)
		require.False(t, twins[0].SameNumber)
		require.Greater(t, twins[0].Likeness, 0.75)

		passedOn := paper()
		passedOn.SourceOrg, passedOn.SourceDocNo = "蕲春县人民政府办公室", "蕲政办〔2026〕3号"
		passedOn.Title = "县水利局关于农村饮水安全工程建设情况的报告（转报）"
		twins, err = o.Twins(t.Context(), o.viewer("registrar"), "organ", passedOn)
		require.NoError(t, err)
		require.Len(t, twins, 1, "another office passed it on")
		passedOn.Title = "县财政局关于农村饮水安全工程资金情况的报告"
		twins, err = o.Twins(t.Context(), o.viewer("registrar"), "organ", passedOn)
		require.NoError(t, err)
		require.Empty(t, twins, "two offices on one matter")

		again.Title = "县水利局关于防汛工作的报告"
		twins, err = o.Twins(t.Context(), o.viewer("registrar"), "organ", again)
		require.NoError(t, err)
		require.Empty(t, twins)
	})
}

func TestVersionsAreNeverChangedByHand(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		o.begins("document.receive", "receiver", paper())
		require.Error(t, s.DB(t.Context()).Exec("UPDATE document_versions SET hash = 'x'").Error)
		require.Error(t, s.DB(t.Context()).Exec("DELETE FROM document_versions").Error)
	})
}

func TestADocumentEditedByHandIsFound(t *testing.T) {
	forEachDB(t, func(t *testing.T, s *store.Store) {
		o := registry(t, s)
		id := o.begins("document.receive", "receiver", paper())
		o.do(id, "receiver", process.VerbApprove)
		o.do(id, "registrar", process.VerbApprove, form("receipt_series", "receipts"))
		report, err := s.Verify(t.Context(), nil)
		require.NoError(t, err)
		require.True(t, report.Whole(), "%+v", report.Findings)
		doc := o.document("registrar", id)
		for _, damage := range []struct{ column, statement string }{
			{"receipt_no", "UPDATE documents SET receipt_no = '收20260099'"},
			{"hash", "UPDATE documents SET hash = '" + strings.Repeat("0", 64) + "'"},
			// The last one: a version cannot be taken away again.
			{"version", "INSERT INTO document_versions SELECT document_id, 7, hash, case_id, seq, step, author, on_behalf_of, at FROM document_versions"},
		} {
			column := damage.column
			require.NoError(t, s.DB(t.Context()).Exec(damage.statement).Error)
			report, err := s.Verify(t.Context(), nil)
			require.NoError(t, err)
			require.Len(t, report.Findings, 1, column)
			require.Equal(t, store.CheckDocuments, report.Findings[0].Check)
			require.Equal(t, column, report.Findings[0].Column)
			require.Equal(t, doc.ID, report.Findings[0].Row)
			undo := "UPDATE documents SET receipt_no = ?, hash = ?"
			require.NoError(t, s.DB(t.Context()).Exec(undo, doc.ReceiptNo, doc.Hash).Error)
		}
	})
}
