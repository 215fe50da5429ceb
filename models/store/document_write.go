package store

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// The processes of documents and their steps, as far as the record follows
// them; the tables are in workflows/document.
const (
	processReceive = "document.receive"
	processIssue   = "document.issue"

	slotReceiptNo = "receipt_no"
	slotDocNo     = "doc_no"
)

// textSteps are the steps at which the words of a document may be changed: an
// incoming paper is corrected by the registry, never by those who handle it; an
// outgoing one is not touched after the recheck.
var textSteps = map[string][]string{
	processReceive: {"sign_for", "register", "first_check"},
	processIssue:   {"draft", "unit_review", "office_review", "recheck"},
}

// Documents keeps the documents that cases are about.
type Documents struct{}

// ApplyEvents lets a document follow its case: a version for every change of
// its text, its numbers, who signed it and when, its seal, its print and its
// place in the archive. It refuses text where the step has none to change, and
// a submission that the rules between organs forbid.
func (Documents) ApplyEvents(ctx context.Context, tx *Store, change NounChange) error {
	if change.Kind != NounDocument {
		return nil
	}
	w := &documentWriter{tx: tx, change: change}
	for i, event := range change.Events {
		if err := w.follow(ctx, i, event); err != nil {
			return err
		}
	}
	return w.save(ctx)
}

// documentWriter is one document in one commit.
type documentWriter struct {
	tx     *Store
	change NounChange
	row    *documentRow
	fresh  bool // the row is new
	dirty  bool // the row changed
	// content as it now is, nil until somebody asks.
	content *models.DocumentContent
}

func (w *documentWriter) follow(ctx context.Context, i int, event process.Event) error {
	switch body := event.Body.(type) {
	case process.CaseOpened:
		if w.change.State.Text.Hash == "" {
			return fault.New(fault.Invalid, "TEXT_MISSING", wordsTextMissing).At("document")
		}
		w.fresh, w.dirty = true, true
		w.row = &documentRow{
			ID: w.change.ID, CaseID: w.change.CaseID, OwnerUnit: w.change.State.OwnerUnit,
			CreatedBy: event.By, CreatedAt: utc(event.At), UpdatedAt: utc(event.At),
		}
	case process.TextChanged:
		return w.rewrite(ctx, i, event, body)
	case process.NumberTaken:
		return w.edit(ctx, event, func(row *documentRow) {
			switch body.Slot {
			case slotReceiptNo:
				row.ReceiptNo = body.Number
			case slotDocNo:
				row.DocNo = body.Number
			}
		})
	case process.PaperCeased:
		return w.cease(ctx, event, body)
	case process.StepLeft:
		if body.Outcome == process.OutcomeApprove {
			return w.leave(ctx, event, body)
		}
	}
	return nil
}

// stepAt is the step of the case when an event of the commit came: the one left
// next, or, when none is left any more, the one the case is at.
func (w *documentWriter) stepAt(i int) string {
	for _, event := range w.change.Events[i:] {
		if left, ok := event.Body.(process.StepLeft); ok {
			return left.Step
		}
	}
	return w.change.State.Step
}

// rewrite takes over a new version of the text.
func (w *documentWriter) rewrite(ctx context.Context, i int, event process.Event, changed process.TextChanged) error {
	step := w.stepAt(i)
	if !slices.Contains(textSteps[w.change.Process], step) {
		return fault.New(fault.Conflict, "TEXT_NOT_HERE", wordsTextNotHere, step).At("document")
	}
	content, err := w.read(ctx, changed.Text.Hash)
	if err != nil {
		return err
	}
	incoming := w.change.Process == processReceive
	if incoming != (content.Flow == models.Incoming) {
		return fault.New(fault.Invalid, "WRONG_FLOW", wordsWrongFlow).At("document.flow")
	}
	if err := w.onlyOnce(ctx, content); err != nil {
		return err
	}
	var was documentRow
	if err := w.edit(ctx, event, func(row *documentRow) {
		was = *row
		row.take(changed.Text.Hash, changed.Text.Version, *content)
	}); err != nil {
		return err
	}
	if err := w.refers(ctx, event.By, event.At, was, content); err != nil {
		return err
	}
	if incoming {
		w.change.Facts.Sender, w.change.Facts.SourceNumber = content.SourceOrg, content.SourceDocNo
	}
	w.content = content
	version := models.DocumentVersion{
		DocumentID: w.change.ID, Version: changed.Text.Version, Hash: changed.Text.Hash, CaseID: w.change.CaseID,
		Seq: event.Seq, Step: step, Author: event.By, OnBehalfOf: event.For, At: utc(event.At),
	}
	if err := w.tx.DB(ctx).Create(&version).Error; err != nil {
		return err
	}
	if err := w.attach(ctx, event, content); err != nil {
		return err
	}
	return w.tx.PutSearch(ctx, SearchRow{CaseID: w.change.CaseID, Kind: SearchBody, Text: content.BodyText()})
}

// attach makes the files of the attachments belong to the case.
func (w *documentWriter) attach(ctx context.Context, event process.Event, content *models.DocumentContent) error {
	var ids []string
	for _, a := range content.Attachments {
		if a.File != "" {
			ids = append(ids, a.File)
		}
	}
	return w.tx.LinkFiles(ctx, w.change.CaseID, ids, models.By{PersonID: event.By, Port: event.Port, At: event.At})
}

// read finds content that an act names and looks at it once more: the hash that
// people sign must be the hash of the one canonical form.
func (w *documentWriter) read(ctx context.Context, hash string) (*models.DocumentContent, error) {
	bytes, err := w.tx.Content(ctx, hash)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Invalid, "TEXT_UNKNOWN", wordsTextUnknown).At("document")
	}
	if err != nil {
		return nil, err
	}
	content, err := models.ParseContent(bytes)
	if err != nil {
		return nil, fault.New(fault.Invalid, "TEXT_FORM", wordsTextForm).At("document").Because(err)
	}
	canonical, err := content.Canonical()
	if err != nil || ContentHash(canonical) != hash {
		return nil, fault.New(fault.Invalid, "TEXT_FORM", wordsTextForm).At("document").Because(err)
	}
	if err := content.Validate().Err(); err != nil {
		return nil, wrongInput(err)
	}
	return &content, nil
}

// onlyOnce refuses to register one delivery as two papers, or another organ's.
func (w *documentWriter) onlyOnce(ctx context.Context, content *models.DocumentContent) error {
	if content.Delivery == "" {
		return nil
	}
	if err := w.ownDelivery(ctx, content.Delivery); err != nil {
		return err
	}
	var taken int64
	err := w.tx.DB(ctx).Model(&documentRow{}).
		Where("delivery_id = ? AND id <> ?", content.Delivery, w.change.ID).Count(&taken).Error
	if err == nil && taken > 0 {
		return fault.New(fault.Conflict, "DELIVERY_REGISTERED", wordsDeliveryTwice).At("document.delivery")
	}
	return err
}

// edit changes the row, which is read when it is first needed.
func (w *documentWriter) edit(ctx context.Context, event process.Event, change func(*documentRow)) error {
	if w.row == nil {
		var row documentRow
		err := w.tx.DB(ctx).Where("id = ?", w.change.ID).Take(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return noDocument()
		}
		if err != nil {
			return err
		}
		w.row = &row
	}
	change(w.row)
	w.row.UpdatedAt, w.dirty = utc(event.At), true
	return nil
}

func (w *documentWriter) save(ctx context.Context) error {
	switch {
	case !w.dirty:
		return nil
	case w.fresh:
		return w.tx.DB(ctx).Create(w.row).Error
	}
	return w.tx.DB(ctx).Select("*").Omit("id").Where("id = ?", w.row.ID).Updates(w.row).Error
}

// leave does what the end of a step means for the document.
func (w *documentWriter) leave(ctx context.Context, event process.Event, left process.StepLeft) error {
	switch left.Step {
	case "draft":
		if err := w.jointAsked(ctx); err != nil {
			return err
		}
		if err := w.obeysRules(ctx, models.StageDraft); err != nil {
			return err
		}
		return w.remember(ctx, event)
	case "office_review":
		if err := w.jointSigned(); err != nil {
			return err
		}
		return w.obeysRules(ctx, models.StageReview)
	case "recheck":
		return w.jointSigned()
	case "sign":
		return w.signed(ctx, event, left.Round)
	case "print":
		return w.printed(ctx, event)
	case "seal":
		return w.edit(ctx, event, func(row *documentRow) { row.Seal = first(w.change.State.Form["seal_id"]) })
	case "archive":
		return w.archive(ctx, event)
	}
	return nil
}

// text is the content as it now is.
func (w *documentWriter) text(ctx context.Context) (*models.DocumentContent, error) {
	if w.content == nil {
		content, err := w.read(ctx, w.change.State.Text.Hash)
		if err != nil {
			return nil, err
		}
		w.content = content
	}
	return w.content, nil
}

// obeysRules refuses a submission that a rule forbids.
func (w *documentWriter) obeysRules(ctx context.Context, stage models.Stage) error {
	content, err := w.text(ctx)
	if err != nil {
		return err
	}
	facts, err := w.tx.RuleFacts(ctx, RuleQuestion{
		OwnerUnit: w.change.State.OwnerUnit, Stage: stage, Content: *content, State: w.change.State,
	})
	if err != nil {
		return err
	}
	for _, finding := range models.CheckRules(*content, facts) {
		if finding.Level == models.Forbid {
			return ruleFault(finding)
		}
	}
	return nil
}

// ruleFault tells why a document may not go on and what would let it.
func ruleFault(f models.Finding) *fault.Fault {
	field := "document." + f.Field
	if f.Field == "signer" || f.Field == "countersign_units" {
		field = "form." + f.Field
	}
	return fault.New(fault.Invalid, "RULE_BLOCKED", wordsRuleBlocks, f.Reason, f.Article, f.WayOut).
		At(field).With("rule", f.Rule)
}

// signed notes the names of the signers and the day of the last signature,
// which is the date of the document; what a meeting passed has the day of that
// (条例第九条（十二）).
func (w *documentWriter) signed(ctx context.Context, event process.Event, round int) error {
	content, err := w.text(ctx)
	if err != nil {
		return err
	}
	var ids []string
	day := ""
	tasks := w.signatures(round)
	for _, task := range tasks {
		ids = append(ids, signerOf(task))
		day = max(day, local(*task.DoneAt).Format("2006-01-02"))
	}
	names, err := w.tx.NamesOf(ctx, ids)
	if err != nil {
		return err
	}
	if err := w.authorised(ctx, event.At, content, tasks, names); err != nil {
		return err
	}
	if content.PassedOn != "" {
		day = content.PassedOn
	}
	signers := make([]string, len(ids))
	for i, id := range ids {
		signers[i] = names[id]
	}
	return w.edit(ctx, event, func(row *documentRow) {
		row.DocDate, row.Signers = day, strings.Join(signers, "\n")
	})
}

// signatures are the signer's answer and those of the heads of joint organs, in
// the order of the organs.
func (w *documentWriter) signatures(round int) []process.Task {
	var out []process.Task
	state := w.change.State
	for _, task := range state.Tasks {
		signed := task.Status == process.TaskIsDone && task.Kind == process.TaskAct && task.DoneAt != nil &&
			task.Relation == "" && task.Signed == state.Text.Hash
		joint := task.Step == "countersign" && task.Pool != nil && slices.Contains(state.Form["joint_organs"], task.Pool.Unit)
		if signed && (task.Step == "sign" && task.Round == round || joint) {
			out = append(out, task)
		}
	}
	slices.SortStableFunc(out, func(a, b process.Task) int { return rank(a) - rank(b) })
	return out
}

func rank(task process.Task) int {
	if task.Step == "sign" {
		return 0
	}
	return 1
}

func (w *documentWriter) printed(ctx context.Context, event process.Event) error {
	form := w.change.State.Form
	by, err := w.tx.printingOffice(ctx, w.change.State.OwnerUnit)
	if err != nil {
		return err
	}
	copies, _ := strconv.Atoi(first(form["printed_copies"])) // digits: the kernel checked them
	return w.edit(ctx, event, func(row *documentRow) {
		row.PrintedBy, row.PrintedOn, row.PrintedCopies = by, first(form["printed_on"]), copies
	})
}

// printingOffice is who sends to print: the office of the organ, else itself.
func (s *Store) printingOffice(ctx context.Context, organ string) (string, error) {
	var units []models.Unit
	err := s.DB(ctx).Where("id = ? OR parent_id = ? AND kind = ?", organ, organ, models.UnitOffice).Find(&units).Error
	name := ""
	for _, unit := range units {
		if name == "" || unit.ID != organ {
			name = unit.Name
		}
	}
	return name, err
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
