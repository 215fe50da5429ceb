package slip

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/ink"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

// Source is a case with its document, as a form is made from it.
type Source struct {
	Document   models.Document
	State      process.State
	Definition process.Definition
	Opinions   []models.Opinion // oldest first
	// Person and Unit give the names to print.
	Person func(id string) string
	Unit   func(id string) string
	// Hands are the drawings of handwritten opinions, by file.
	Hands map[string]*ink.Drawing
}

// handlingBoxes and draftBoxes are the boxes of the two forms in their order,
// with the lines each has at least; the titles are those that the process gives
// its steps.
var (
	handlingBoxes = []Box{
		{Title: "拟办意见", Lines: 3},
		{Title: "领导批示", Lines: 4},
		{Title: "承办情况", Lines: 3},
		{Title: "答复", Lines: 1},
		{Title: "备注", Lines: 1},
	}
	draftBoxes = []Box{
		{Title: "签发", Lines: 3}, {Title: "会签", Lines: 2}, {Title: "审核", Lines: 2}, {Title: "核稿", Lines: 2}, {Title: "复核", Lines: 1},
	}
)

// spoken are the verbs whose words belong on paper. Urging and asking around
// are recorded, not printed.
var spoken = []string{
	string(process.VerbApprove), string(process.VerbSubmit), string(process.VerbChooseNext),
	string(process.VerbReject), string(process.VerbReturn),
}

// HandlingOf makes the 文件处理笺 of an incoming paper.
func HandlingOf(s Source) Handling {
	d, form := s.Document, s.State.Form
	h := Handling{
		Organ: s.Unit(d.OwnerUnit), ReceiptNo: d.ReceiptNo, SourceOrg: d.SourceOrg, SourceDocNo: d.SourceDocNo,
		Title: d.Title, Kind: d.Kind.Name(), Copies: d.Copies, Attachments: d.AttachmentCount, ReceivedOn: d.ReceivedOn,
		Urgency: d.Urgency, Deadline: s.deadline(), Boxes: s.boxes(handlingBoxes), Readers: s.readers(),
	}
	if lead := firstOf(form["lead_unit"]); lead != "" {
		h.LeadUnit = s.Unit(lead)
	}
	for _, unit := range form["assist_units"] {
		h.AssistUnits = append(h.AssistUnits, s.Unit(unit))
	}
	if d.ArchiveNo != "" {
		h.Archive = "档号：" + d.ArchiveNo
	}
	return h
}

// DraftOf makes the 发文稿纸 of an outgoing paper.
func DraftOf(s Source) Draft {
	d, form := s.Document, s.State.Form
	draft := Draft{
		Organ: s.Unit(d.OwnerUnit), DocNo: d.DocNo, Urgency: d.Urgency, Kind: d.Kind.Name(), Title: d.Title,
		MainTo: organs(d.MainTo), CC: organs(d.CC), Disclosure: d.Disclosure.Name(), DraftUnit: s.Unit(s.State.Unit),
		Drafter: s.Person(s.State.Initiator), Phone: firstOf(form["drafter_phone"]),
		Copies:      cmp.Or(firstOf(form["printed_copies"]), firstOf(form["copies"])),
		ProofReader: firstOf(form["proof_reader"]), DocDate: d.DocDate, PrintedOn: d.PrintedOn, Boxes: s.boxes(draftBoxes),
	}
	for _, file := range d.Attachments {
		draft.Attachments = append(draft.Attachments, file.Name)
	}
	if d.Seal != "" {
		draft.Seal = d.Seal + "，" + cmp.Or(firstOf(form["seal_count"]), "0") + "份"
	}
	return draft
}

// DeliveriesOf makes the 分送签收单 of a paper that went out; ok is false when it
// did not.
func DeliveriesOf(s Source) (list Deliveries, ok bool) {
	d, form := s.Document, s.State.Form
	list = Deliveries{
		Organ: s.Unit(d.OwnerUnit), DocNo: d.DocNo, Title: d.Title, DocDate: d.DocDate,
		Copies: cmp.Or(firstOf(form["printed_copies"]), firstOf(form["copies"])),
	}
	for _, sent := range s.State.Deliveries {
		to := Sent{Name: sent.Name, Method: sent.Method, By: sent.ReceivedBy, On: sent.ReceivedOn, Waived: sent.Waived}
		if sent.Unit != "" {
			to.Name, to.Method = s.Unit(sent.Unit), "系统内分送"
		}
		list.To = append(list.To, to)
	}
	return list, len(list.To) > 0
}

// ReturnOf makes the 退文函 of a paper that went back to its sender; ok is false
// when it did not.
func ReturnOf(s Source) (letter Return, ok bool) {
	if s.State.Status != process.StatusReturned {
		return Return{}, false
	}
	d, form := s.Document, s.State.Form
	letter = Return{
		Organ: s.Unit(d.OwnerUnit), To: d.SourceOrg, Title: d.Title, SourceDocNo: d.SourceDocNo,
		ReceivedOn: d.ReceivedOn, ReceiptNo: d.ReceiptNo, Words: firstOf(form["return_reason"]),
	}
	for _, code := range form["return_codes"] {
		letter.Reasons = append(letter.Reasons, models.ReturnLabel(code))
	}
	for _, task := range s.State.Tasks {
		if task.Step == "first_check" && task.Status == process.TaskIsDone && task.DoneAt != nil {
			letter.On, letter.Contact = *task.DoneAt, s.Person(task.DoneBy)
		}
	}
	return letter, true
}

// deadline is the day that the last clock of the case runs or ran to.
func (s Source) deadline() string {
	if len(s.State.Clocks) == 0 {
		return ""
	}
	return s.State.Clocks[len(s.State.Clocks)-1].DueDay
}

// boxes puts each opinion into its box, in the order they were given.
func (s Source) boxes(form []Box) []Box {
	boxes := slices.Clone(form)
	for _, opinion := range s.Opinions {
		i := slices.IndexFunc(boxes, func(b Box) bool { return b.Title == opinion.Box })
		if i < 0 || !slices.Contains(spoken, opinion.Kind) {
			continue
		}
		boxes[i].Opinions = append(boxes[i].Opinions, s.opinion(opinion))
	}
	return boxes
}

func (s Source) opinion(o models.Opinion) Opinion {
	printed := Opinion{Text: o.Text, Name: s.Person(o.Author), At: o.At, Ink: o.Ink != "", Hand: s.Hands[o.Ink]}
	if o.OnBehalfOf != "" {
		printed.For = s.Person(o.OnBehalfOf)
	}
	if step := s.Definition.Step(o.Step); step != nil && o.Result != "" {
		printed.Result = step.Label(process.Outcome(o.Result))
	}
	if task := s.State.Task(o.TaskID); task != nil && task.Pool != nil && task.Pool.Unit != s.State.OwnerUnit {
		printed.Unit = s.Unit(task.Pool.Unit)
	}
	if o.Kind == string(process.VerbReturn) {
		printed.Text = strings.TrimSpace("（退回）" + o.Text)
	}
	return printed
}

// readers are all who were asked to read, in order; readings called back before
// they were read are left out.
func (s Source) readers() []Reader {
	var out []Reader
	for _, task := range s.State.Tasks {
		if task.Kind != process.TaskRead || task.Status == process.TaskIsCancelled {
			continue
		}
		reader := Reader{Name: s.Person(task.Assignee)}
		if task.DoneAt != nil {
			reader.ReadAt = *task.DoneAt
			reader.Name = s.Person(task.DoneBy)
			if task.DoneFor != "" {
				reader.For = s.Person(task.DoneFor)
			}
		}
		for _, opinion := range s.Opinions {
			if opinion.TaskID == task.ID && (strings.TrimSpace(opinion.Text) != "" || opinion.Ink != "") {
				reader.Text, reader.Hand = opinion.Text, s.Hands[opinion.Ink]
			}
		}
		out = append(out, reader)
	}
	slices.SortStableFunc(out, func(a, b Reader) int { return unread(a.ReadAt) - unread(b.ReadAt) })
	return out
}

func unread(at time.Time) int {
	if at.IsZero() {
		return 1
	}
	return 0
}

func organs(list []models.Organ) []string {
	names := make([]string, len(list))
	for i, organ := range list {
		names[i] = organ.Name
	}
	return names
}

func firstOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
