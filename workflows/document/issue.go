package document

import (
	"slices"

	"github.com/zhihui-renda/renda/process"
)

// Outcomes of the steps of issuing.
const (
	OutcomeAmend       process.Outcome = "amend"       // 会签：有修改意见
	OutcomeSubstantive process.Outcome = "substantive" // 复核：有实质性修改
	OutcomeDefect      process.Outcome = "defect"      // 印制有误
)

// Issue is 发文办理: 起草、审核、签发（拟制），复核、登记、印制、核发（办理），
// with the steps that practice puts between them: 核稿, 会签, 用印.
func Issue() process.Definition {
	return process.Definition{
		Key: IssueKey, Title: "发文办理", Version: 1,
		Steps: []process.Step{
			draft(), unitReview(), countersign(), officeReview(), sign(), recheck(),
			number(), printing(), seal(), dispatch(), archiving(),
		},
	}
}

func draft() process.Step {
	return process.Step{
		Key: "draft", Title: "拟稿", Basis: "条例第十九条",
		Actors: []process.Actor{{Kind: process.ActorInitiator}}, Mode: process.One,
		Verbs: []process.Verb{process.VerbSave, process.VerbRevoke, process.VerbTransfer},
		Form: []process.Field{
			{Key: "drafter_phone", Label: "拟稿人电话", Type: process.FieldText, Max: 30},
			{Key: "countersign_units", Label: "会签单位", Type: process.FieldUnits, Role: roleUnitHead},
			{
				Key: "joint_organs", Label: "联合行文机关", Type: process.FieldUnits, Role: roleUnitLeader,
				Help: "联合发文由所有联署机关的负责人会签。",
			},
			signerField(false),
			{Key: "draft_note", Label: "起草说明", Type: process.FieldLong, Max: 1000},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "unit_review"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "送核稿"},
		Box:    "拟稿",
	}
}

// signerField names who shall sign: proposed by the drafter, settled by the
// office. Important and upward documents are for the chair alone; the rules of
// documents see to that.
func signerField(required bool) process.Field {
	return process.Field{
		Key: "signer", Label: "签发人", Type: process.FieldPerson, Role: "chair|vice_chair|office_head", Required: required,
		Help: "重要公文和上行文由主要负责人签发。",
	}
}

func unitReview() process.Step {
	return process.Step{
		Key: "unit_review", Title: "核稿", Basis: "机关惯例（部门负责人核稿）",
		Actors: pool(roleUnitHead, process.UnitInitiator), Mode: process.One, Verbs: revocable(working()),
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "countersign"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "同意"},
		NotBy:  []string{"draft"}, Signs: true, Box: "核稿",
		ReturnCodes: draftReturnCodes(),
	}
}

// draftReturnCodes are the reasons that a draft may come back for: those of the
// first check of a paper that concern what is written.
func draftReturnCodes() []process.Option {
	outside := []string{"NOT_OURS", "NO_SEAL", "SEAL_MISMATCH", "NO_DOCNO", "DUPLICATE", "CLASSIFIED"}
	return slices.DeleteFunc(returnCodes(), func(o process.Option) bool { return slices.Contains(outside, o.Value) })
}

// countersign is skipped when nobody is named to countersign.
func countersign() process.Step {
	return process.Step{
		Key: "countersign", Title: "会签", Basis: "条例第十九条（七）、第二十二条",
		Actors: []process.Actor{
			{Kind: process.ActorUnits, Field: "countersign_units", Role: roleUnitHead, Optional: true},
			{Kind: process.ActorUnits, Field: "joint_organs", Role: roleUnitLeader, Optional: true},
		},
		Mode: process.All,
		Verbs: revocable([]process.Verb{
			process.VerbReturn, process.VerbTransfer, process.VerbDelegate, process.VerbAddSigner,
		}),
		Next: map[process.Outcome]process.Target{
			process.OutcomeApprove: "office_review", OutcomeAmend: "draft", process.OutcomeDisagree: "draft",
		},
		// Everybody is heard before the draft goes back.
		Prefer: []process.Outcome{process.OutcomeDisagree, OutcomeAmend},
		Labels: map[process.Outcome]string{
			process.OutcomeApprove: "同意", OutcomeAmend: "有修改意见", process.OutcomeDisagree: "不同意",
		},
		Signs: true, Box: "会签",
		ReturnCodes: draftReturnCodes(),
	}
}

func officeReview() process.Step {
	return process.Step{
		Key: "office_review", Title: "审核", Basis: "条例第二十条、第二十一条",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: revocable(working()),
		Form: []process.Field{
			{
				Key: "checklist", Label: "审核重点", Type: process.FieldChoices, Required: true,
				Options: []process.Option{
					option("need", "行文理由充分，依据准确"),
					option("law", "内容符合法律法规和方针政策，与现行有关公文衔接"),
					option("consulted", "涉及有关地区、部门职权的事项已协商一致"),
					option("kind", "文种正确，格式规范"),
					option("facts", "人名、地名、时间、数字、引文准确"),
					option("wording", "文字、标点和计量单位规范"),
				},
				Help: "逐项核对，勾选符合的项目；有不符合的，写入审核意见。",
			},
			signerField(true),
		},
		Next:        map[process.Outcome]process.Target{process.OutcomeApprove: "sign"},
		Labels:      map[process.Outcome]string{process.OutcomeApprove: "送签发"},
		Box:         "审核",
		ReturnCodes: draftReturnCodes(),
	}
}

// sign is 签发: opinion, name and full date; a bare signature counts as consent.
// It is never answered by a clock.
func sign() process.Step {
	return process.Step{
		Key: "sign", Title: "签发", Basis: "条例第二十二条",
		Actors: []process.Actor{{Kind: process.ActorField, Field: "signer"}}, Mode: process.One,
		Verbs: []process.Verb{
			process.VerbReturn, process.VerbReject, process.VerbTransfer, process.VerbDelegate, process.VerbAddSigner,
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "recheck"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "签发"},
		Signs:  true, Box: "签发",
		ReturnCodes: draftReturnCodes(),
	}
}

// recheck is 复核: a substantive change goes back to the original signer, and a
// text that differs from the signed one cannot go forward at all.
func recheck() process.Step {
	return process.Step{
		Key: "recheck", Title: "复核", Basis: "条例第二十五条（一）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One,
		Verbs: []process.Verb{process.VerbSave, process.VerbReturn, process.VerbTransfer},
		Next: map[process.Outcome]process.Target{
			process.OutcomeApprove: "number", OutcomeSubstantive: "sign",
		},
		Labels: map[process.Outcome]string{
			process.OutcomeApprove: "无实质性修改", OutcomeSubstantive: "有实质性修改，报原签批人复审",
		},
		NeedsSigned: &process.NeedsSigned{Step: "sign", Outcomes: []process.Outcome{process.OutcomeApprove}},
		Box:         "复核",
	}
}

func number() process.Step {
	return process.Step{
		Key: "number", Title: "登记编号", Basis: "条例第二十五条（二）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: passing(),
		Form: []process.Field{
			{Key: "doc_series", Label: "发文字号", Type: process.FieldSeries, Required: true},
			{Key: "scope", Label: "分送范围", Type: process.FieldLong, Required: true},
			{Key: "copies", Label: "印制份数", Type: process.FieldNumber, Required: true, Max: 5},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "print"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "编号"},
		Effects: []process.Effect{{
			Kind: process.EffectNumber, On: "leave", Slot: SlotDocNo, Series: "@doc_series",
		}},
	}
}

func printing() process.Step {
	printed := []process.Outcome{process.OutcomeApprove}
	return process.Step{
		Key: "print", Title: "印制", Basis: "条例第二十五条（三）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: passing(),
		Form: []process.Field{
			{Key: "proof_reader", Label: "校对", Type: process.FieldText, Required: true, Outcomes: printed, Max: 30},
			{Key: "printer", Label: "印制", Type: process.FieldText, Outcomes: printed, Max: 30},
			{Key: "printed_copies", Label: "印制份数", Type: process.FieldNumber, Required: true, Outcomes: printed, Max: 5},
			{Key: "printed_on", Label: "印发日期", Type: process.FieldDate, Required: true, Outcomes: printed},
			{
				Key: "defect", Label: "差错情况", Type: process.FieldLong, Required: true,
				Outcomes: []process.Outcome{OutcomeDefect},
			},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "seal", OutcomeDefect: "recheck"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "印制完毕", OutcomeDefect: "有差错，退回复核"},
	}
}

// seal is 用印: only on the text that was signed.
func seal() process.Step {
	return process.Step{
		Key: "seal", Title: "用印", Basis: "条例第九条（十三）、第二十五条（三）",
		Actors: pool(roleSealKeeper, process.UnitOwner), Mode: process.One, Verbs: passing(),
		Form: []process.Field{
			{Key: "seal_id", Label: "印章", Type: process.FieldText, Required: true, Max: 100},
			{Key: "seal_count", Label: "用印份数", Type: process.FieldNumber, Required: true, Max: 5},
		},
		Next:        map[process.Outcome]process.Target{process.OutcomeApprove: "dispatch"},
		Labels:      map[process.Outcome]string{process.OutcomeApprove: "用印"},
		NeedsSigned: &process.NeedsSigned{Step: "sign", Outcomes: []process.Outcome{process.OutcomeApprove}},
		NotBy:       []string{"sign"},
	}
}

func dispatch() process.Step {
	return process.Step{
		Key: "dispatch", Title: "分送", Basis: "条例第二十五条（四）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: reading(),
		Form: []process.Field{
			{Key: process.FieldInside, Label: "系统内接收单位", Type: process.FieldUnits},
			{
				Key: process.FieldOutside, Label: "系统外接收单位", Type: process.FieldRecipients,
				Help: "写成“方式:单位”，如“机要交换:黄冈市人大常委会办公室”。",
			},
		},
		Next:    map[process.Outcome]process.Target{process.OutcomeApprove: "archive"},
		Labels:  map[process.Outcome]string{process.OutcomeApprove: "分送"},
		Effects: []process.Effect{{Kind: process.EffectDispatch, On: "leave"}},
		Final:   true,
		// Whatever way it came here, only what was signed goes out.
		NeedsSigned: &process.NeedsSigned{Step: "sign", Outcomes: []process.Outcome{process.OutcomeApprove}},
	}
}
