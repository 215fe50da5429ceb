// Package document holds the two processes of official documents as tables:
// receiving (收文, 条例 art. 24) and issuing (发文, arts. 18–22 and 25). The
// tables read like the regulation; what they mean is the kernel's business.
package document

import "github.com/zhihui-renda/renda/process"

// Keys of the processes.
const (
	ReceiveKey = "document.receive"
	IssueKey   = "document.issue"
)

// Slots of the numbers that documents get.
const (
	SlotReceiptNo = "receipt_no" // 收文号
	SlotDocNo     = "doc_no"     // 发文字号
)

// The roles that act in the tables.
const (
	roleClerk      = "clerk_in"
	roleRegistrar  = "registrar"
	roleOfficeHead = "office_head"
	roleUnitHead   = "unit_head"
	roleHandler    = "unit_handler"
	roleUnitLeader = "unit_leader"
	roleSealKeeper = "seal_keeper"
	roleArchivist  = "archivist"
)

// Definitions are the tables of this package.
func Definitions() []process.Definition {
	return []process.Definition{Receive(), Issue()}
}

// What may be done beside answering: where a case is worked on, where its way
// is decided, where it only passes, where its readers are kept.
func working() []process.Verb {
	return []process.Verb{
		process.VerbSave, process.VerbReturn, process.VerbTransfer, process.VerbDelegate, process.VerbAddSigner,
	}
}

func deciding() []process.Verb {
	return append(working(), process.VerbChooseNext, process.VerbCirculate)
}

func passing() []process.Verb { return []process.Verb{process.VerbReturn, process.VerbTransfer} }

func reading() []process.Verb { return append(passing(), process.VerbCirculate) }

// revocable lets the drafter call the whole off (撤销) as long as nobody signed.
func revocable(verbs []process.Verb) []process.Verb {
	return append(verbs, process.VerbRevoke)
}

func pool(role, unit string) []process.Actor {
	return []process.Actor{{Kind: process.ActorPool, Role: role, Unit: unit}}
}

func option(value, label string) process.Option {
	return process.Option{Value: value, Label: label}
}

// waive lets the registry close without the last readers or receipts.
func waive(label string) process.Field {
	return process.Field{
		Key: process.FieldWaive, Label: label, Type: process.FieldLong,
		Help: "仍有未读、未签收时填写；写明理由后方可不再等待。",
	}
}

// archiving is the last step of both processes (art. 27; DA/T 22-2015).
func archiving() process.Step {
	return process.Step{
		Key: "archive", Title: "归档", Basis: "条例第二十七条；DA/T 22-2015",
		Actors: pool(roleArchivist, process.UnitOwner), Mode: process.One, Verbs: passing(),
		Form: []process.Field{
			{Key: "fonds", Label: "全宗号", Type: process.FieldText, Required: true, Max: 20},
			{Key: "archive_year", Label: "年度", Type: process.FieldNumber, Required: true, Max: 4},
			{
				Key: "retention", Label: "保管期限", Type: process.FieldChoice, Required: true,
				Options: []process.Option{option("permanent", "永久"), option("30y", "30年"), option("10y", "10年")},
			},
			{Key: "archive_category", Label: "机构（问题）", Type: process.FieldText, Required: true, Max: 50},
			{
				Key: "item_no", Label: "件号", Type: process.FieldNumber, Max: 6,
				Help: "不填的，按同一全宗、年度、保管期限、机构（问题）顺次编号。",
			},
			{Key: "archive_note", Label: "备注", Type: process.FieldText, Max: 200},
			waive("不再等待阅文、签收的理由"),
		},
		Next:    map[process.Outcome]process.Target{process.OutcomeApprove: "end:completed"},
		Labels:  map[process.Outcome]string{process.OutcomeApprove: "归档"},
		Effects: []process.Effect{{Kind: process.EffectArchive, On: "leave"}},
		// Nothing is archived while somebody still has to read it or to say that
		// it has arrived.
		WaitsForReaders: true,
	}
}
