package document

import "github.com/zhihui-renda/renda/process"

// Outcomes of the steps of receiving.
const (
	OutcomeReturnToSender process.Outcome = "return_to_sender" // 退文
	OutcomeInstruct       process.Outcome = "instruct"         // 呈领导批示
	OutcomeHandle         process.Outcome = "handle"           // 交有关单位承办
	OutcomeReadOnly       process.Outcome = "read_only"        // 阅知性公文，只传阅
	OutcomeNotNeeded      process.Outcome = "not_needed"       // 不需答复
)

// Receive is 收文办理: 签收、登记、初审、承办（拟办、批示）、传阅、催办、答复.
// Urging is a verb, open at every step; reading goes on beside the position.
func Receive() process.Definition {
	return process.Definition{
		Key: ReceiveKey, Title: "收文办理", Version: 1,
		Steps: []process.Step{
			signFor(), register(), firstCheck(), propose(), instruct(),
			handle(), answer(), circulate(), closing(), archiving(),
		},
		Clocks: []process.ClockRule{{
			Key: "handle", Title: "承办时限", Unit: "wd", Amount: 5,
			ByUrgency: map[string]int{"": 5, "加急": 3, "特急": 1},
			Field:     "deadline",
			Basis:     "条例第二十四条（四）：紧急公文应当明确办理时限。天数为本系统建议值，可以另行指定日期。",
		}},
	}
}

func signFor() process.Step {
	return process.Step{
		Key: "sign_for", Title: "签收", Basis: "条例第二十四条（一）",
		Actors: []process.Actor{{Kind: process.ActorInitiator}}, Mode: process.One,
		Verbs: []process.Verb{process.VerbSave, process.VerbRevoke},
		Form: []process.Field{
			{Key: "count", Label: "清点件数", Type: process.FieldNumber, Required: true, Default: []string{"1"}, Max: 4},
			{
				Key: "channel", Label: "来文方式", Type: process.FieldChoice, Required: true, Default: []string{"paper"},
				Options: []process.Option{
					option("paper", "纸质"), option("exchange", "公文交换"), option("online", "电子公文"),
					option("mail", "邮件"), option("inside", "系统内分送"),
				},
			},
			{Key: "sign_note", Label: "签收情况", Type: process.FieldText, Max: 200},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "register"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "签收"},
	}
}

func register() process.Step {
	return process.Step{
		Key: "register", Title: "登记", Basis: "条例第二十四条（二）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One,
		Verbs: []process.Verb{process.VerbSave, process.VerbReturn, process.VerbTransfer, process.VerbRevoke},
		Form: []process.Field{
			{Key: "receipt_series", Label: "收文编号", Type: process.FieldSeries, Required: true},
			{Key: "register_note", Label: "登记备注", Type: process.FieldText, Max: 200},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "first_check"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "登记"},
		Effects: []process.Effect{{
			Kind: process.EffectNumber, On: "leave", Slot: SlotReceiptNo, Series: "@receipt_series",
		}},
	}
}

func firstCheck() process.Step {
	accept := []process.Outcome{process.OutcomeApprove}
	refuse := []process.Outcome{OutcomeReturnToSender}
	return process.Step{
		Key: "first_check", Title: "初审", Basis: "条例第二十四条（三）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One,
		Verbs: []process.Verb{process.VerbSave, process.VerbReturn, process.VerbTransfer},
		Form: []process.Field{
			checkPoint("check_ours", "是否应当由本机关办理", accept),
			checkPoint("check_rules", "是否符合行文规则", accept),
			checkPoint("check_format", "文种、格式是否符合要求", accept),
			checkPoint("check_consulted", "涉及其他地区、部门职权的事项是否已协商、会签", accept),
			checkPoint("check_drafting", "是否符合公文起草的其他要求", accept),
			{
				Key: "return_codes", Label: "退文原因", Type: process.FieldChoices, Required: true,
				Outcomes: refuse, Options: returnCodes(),
			},
			{Key: "return_reason", Label: "退文说明", Type: process.FieldLong, Required: true, Outcomes: refuse, Max: 1000},
		},
		Next: map[process.Outcome]process.Target{
			process.OutcomeApprove: "propose", OutcomeReturnToSender: "end:returned",
		},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "符合要求，提出拟办", OutcomeReturnToSender: "退文"},
		Box:    "初审",
	}
}

func checkPoint(key, label string, outcomes []process.Outcome) process.Field {
	return process.Field{
		Key: key, Label: label, Type: process.FieldChoice, Required: true, Outcomes: outcomes, Default: []string{"yes"},
		Options: []process.Option{option("yes", "符合"), option("na", "不涉及"), option("no", "不符合，已说明")},
	}
}

// returnCodes are the reasons for which a paper goes back to its sender.
func returnCodes() []process.Option {
	return []process.Option{
		option("NOT_OURS", "不属本机关办理"),
		option("SKIPPED_LEVEL", "越级行文"),
		option("MULTI_MATTER", "请示一文多事"),
		option("REQUEST_IN_REPORT", "报告夹带请示事项"),
		option("MULTI_MAIN", "多头主送"),
		option("TO_PERSON", "直送领导个人"),
		option("NO_CONSULT", "未协商会签"),
		option("WRONG_KIND", "文种错误"),
		option("NO_SIGNER", "上行文缺签发人"),
		option("NO_SEAL", "未用印"),
		option("SEAL_MISMATCH", "印章与署名不符"),
		option("NO_DOCNO", "无发文字号"),
		option("ATTACH_MISSING", "附件缺失"),
		option("FORMAT", "格式不规范"),
		option("CLASSIFIED", "涉密文件，须按保密规定办理"),
		option("DUPLICATE", "重复来文"),
		option("OTHER", "其他"),
	}
}

// routing are the fields by which a paper is given its way, for the outcomes
// that do: named in the proposal, changed by the instruction.
func routing(outcomes ...process.Outcome) []process.Field {
	return []process.Field{
		{
			Key: "lead_unit", Label: "主办单位", Type: process.FieldUnit, Role: roleHandler,
			Outcomes: outcomes, Help: "两个以上单位办理的，应当明确主办单位。",
		},
		{
			Key: "assist_units", Label: "协办单位", Type: process.FieldUnits, Role: roleHandler,
			Outcomes: outcomes,
		},
		{
			Key: "deadline", Label: "办理期限", Type: process.FieldDate, Future: true,
			Outcomes: outcomes, Help: "紧急公文应当明确办理时限；不填的按紧急程度计算。",
		},
		{Key: "readers", Label: "传阅范围", Type: process.FieldPersons},
	}
}

// circulating starts the reading of those whom the act named.
func circulating() []process.Effect {
	return []process.Effect{{Kind: process.EffectCirculate, On: "leave", Series: "@readers"}}
}

func propose() process.Step {
	return process.Step{
		Key: "propose", Title: "拟办", Basis: "条例第二十四条（四）",
		Actors: pool(roleOfficeHead, process.UnitOwner), Mode: process.One, Verbs: deciding(),
		Form: append([]process.Field{{
			Key: "leaders", Label: "呈送批示的领导", Type: process.FieldPersons, Role: "vice_chair|chair",
			Required: true, Outcomes: []process.Outcome{OutcomeInstruct},
		}}, routing(OutcomeInstruct, OutcomeHandle)...),
		Next: map[process.Outcome]process.Target{
			OutcomeInstruct: "instruct", OutcomeHandle: "handle", OutcomeReadOnly: "circulate",
		},
		Labels: map[process.Outcome]string{
			OutcomeInstruct: "呈领导批示", OutcomeHandle: "交有关单位办理", OutcomeReadOnly: "阅知性公文，传阅",
		},
		Effects: circulating(), Box: "拟办意见", OpinionRequired: true,
	}
}

func instruct() process.Step {
	return process.Step{
		Key: "instruct", Title: "批示", Basis: "条例第二十四条（四）",
		Actors: []process.Actor{{Kind: process.ActorField, Field: "leaders"}}, Mode: process.All, Verbs: deciding(),
		Form: routing(OutcomeHandle),
		Next: map[process.Outcome]process.Target{OutcomeHandle: "handle", OutcomeReadOnly: "circulate"},
		// One leader who wants it handled is enough.
		Prefer:  []process.Outcome{OutcomeHandle, OutcomeReadOnly},
		Labels:  map[process.Outcome]string{OutcomeHandle: "交办", OutcomeReadOnly: "阅，传阅"},
		Effects: circulating(), Box: "领导批示",
	}
}

func handle() process.Step {
	return process.Step{
		Key: "handle", Title: "承办", Basis: "条例第二十四条（四）",
		Actors: []process.Actor{
			{Kind: process.ActorUnits, Field: "lead_unit", Role: roleHandler, Part: process.Lead},
			{Kind: process.ActorUnits, Field: "assist_units", Role: roleHandler, Part: process.Assist, Optional: true},
		},
		Mode: process.All, Verbs: working(), Due: "handle",
		Form: []process.Field{
			{
				Key: "result", Label: "办理结果", Type: process.FieldChoice, Required: true, Part: process.Lead,
				Options: []process.Option{
					option("done", "已办结"), option("partly", "部分办结"), option("planned", "列入计划"), option("explained", "已作说明"),
				},
			},
			{Key: "handle_files", Label: "办理材料", Type: process.FieldFiles, Part: process.Lead},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "answer"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "办理完毕"},
		Box:    "承办情况", OpinionRequired: true,
	}
}

func answer() process.Step {
	return process.Step{
		Key: "answer", Title: "答复", Basis: "条例第二十四条（七）",
		Actors: []process.Actor{{Kind: process.ActorSameAs, Step: "handle", Part: process.Lead}},
		Mode:   process.One, Verbs: working(),
		Form: []process.Field{
			{Key: "reply_case", Label: "答复的发文", Type: process.FieldCase, Outcomes: []process.Outcome{process.OutcomeApprove}},
			{Key: "reply_doc_no", Label: "答复文号", Type: process.FieldText, Outcomes: []process.Outcome{process.OutcomeApprove}, Max: 50},
			{
				Key: "reply_date", Label: "答复日期", Type: process.FieldDate, Required: true,
				Outcomes: []process.Outcome{process.OutcomeApprove},
			},
			{
				Key: "no_answer_reason", Label: "不需答复的理由", Type: process.FieldLong, Required: true,
				Outcomes: []process.Outcome{OutcomeNotNeeded},
			},
		},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "close", OutcomeNotNeeded: "close"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "已答复", OutcomeNotNeeded: "不需答复"},
		Box:    "答复",
	}
}

// circulate stands after answer in the table because a paper that is only read
// never comes to handling; nobody goes through both.
func circulate() process.Step {
	return process.Step{
		Key: "circulate", Title: "传阅", Basis: "条例第二十四条（五）",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: reading(),
		Form:   []process.Field{waive("不再等待阅文人的理由")},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "close"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "传阅完毕"},
		Box:    "传阅", WaitsForReaders: true,
	}
}

func closing() process.Step {
	return process.Step{
		Key: "close", Title: "办结", Basis: "条例第二十四条",
		Actors: pool(roleRegistrar, process.UnitOwner), Mode: process.One, Verbs: reading(),
		Form:   []process.Field{waive("不再等待阅文人的理由")},
		Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "archive"},
		Labels: map[process.Outcome]string{process.OutcomeApprove: "办结"},
		Box:    "备注", WaitsForReaders: true,
	}
}
