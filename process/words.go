package process

// All that the kernel says to people stands here.

// verbWords are the verbs as offices call them.
var verbWords = map[Verb]string{
	VerbOpen: "发起", VerbSave: "暂存", VerbApprove: "同意", VerbSubmit: "提交", VerbReturn: "退回",
	VerbReject: "否决", VerbWithdraw: "取回", VerbRevoke: "撤销", VerbTransfer: "转办", VerbDelegate: "委派",
	VerbAddSigner: "加签", VerbRemoveSigner: "减签", VerbChooseNext: "自选下一步", VerbCirculate: "传阅",
	VerbRecall: "收回传阅", VerbRead: "已阅", VerbSee: "查看", VerbUrge: "催办", VerbClaim: "认领",
	VerbRelease: "放回", VerbFollow: "关注", VerbUnfollow: "取消关注", VerbSuspend: "挂起", VerbResume: "恢复",
	VerbReroute: "调度", VerbTerminate: "终止", VerbReopen: "重新办理", VerbExtend: "延期",
	VerbReceipt: "签收回执", VerbHandOver: "移交", VerbAnnul: "撤销文件", VerbRepeal: "废止文件", VerbClock: "时限提醒", VerbRecompute: "时限重算",
	VerbEffectDone: "后续事项", VerbLapse: "职责终止",
}

// Title is the verb as offices call it.
func (v Verb) Title() string { return verbWords[v] }

// refusalWords say, for each code, why an act is not possible.
var refusalWords = map[Code]string{
	CodeNotAssignee:     "这项工作不由您办理。",
	CodeNoPower:         "您没有进行此操作的权限。",
	CodeSeparation:      "您已在前面的环节办理过此件，按职责分离的要求不能在本环节办理。",
	CodeHandOverToSelf:  "不能把他人的待办移交给自己，请由另一位有权移交的人办理。",
	CodeSystemOnly:      "此操作只能由系统自动进行。",
	CodeCaseClosed:      "此件已经结束，不能再办理。",
	CodeCaseSuspended:   "此件已挂起，恢复后才能办理。",
	CodeNotSuspended:    "此件没有挂起。",
	CodeAlreadyOpen:     "此件正在办理中。",
	CodeTaskDone:        "这项工作已经有人办理。",
	CodeTaskAsleep:      "这项工作正在等待他人先办理。",
	CodeTaskClaimed:     "这项工作已由他人认领。",
	CodeStale:           "您打开之后此件有了变化，请刷新后再办理。",
	CodeSeqRequired:     "签署须指明所见的内容（expect_seq），请刷新页面后再办理。",
	CodeVerbNotHere:     "本环节不能“%s”。",
	CodeNothingToDo:     "没有需要处理的内容。",
	CodeReturnForward:   "只能退回到前面的环节。",
	CodeReturnSelf:      "不能退回到当前环节。",
	CodeNobodyThere:     "环节“%s”没有可以办理的人。",
	CodeCannotWithdraw:  "现在不能取回。",
	CodeReadersOpen:     "还有人没有阅读或没有签收，请等待，或说明不再等待的理由。",
	CodeNotSigned:       "签发之后文稿有改动，须先请签发人重新签发。",
	CodeUnknownTask:     "没有这项工作。",
	CodeTaskNeeded:      "您在此件上有几项工作，请指明办理哪一项。",
	CodeUnknownStep:     "没有这个环节。",
	CodeUnknownVerb:     "不认识的操作“%s”。",
	CodeUnknownOutcome:  "请选择本环节允许的办理结果。",
	CodeUnknownField:    "本环节不能填写这一项。",
	CodeFieldRequired:   "请填写这一项。",
	CodeFieldInvalid:    "填写的内容不正确。",
	CodeOpinionRequired: "请填写意见。",
	CodeReasonRequired:  "请说明理由。",
	CodePartyRequired:   "请选择人员。",
	CodePartySelf:       "不能选择自己。",
	CodePartyThere:      "此人在本环节已有未办的工作。",
	CodePartyActed:      "此人已经办理，不能减签。",
	CodeDatePast:        "日期不能早于今天。",
	CodeUnknownClock:    "没有这个正在计算的时限。",
	CodeUnknownDelivery: "没有这个收件单位。",
	CodeReceiptGiven:    "已经签收过了。",
	CodeNotIssued:       "此件没有发出的文件，不能撤销或废止。",
	CodeCeased:          "此件发出的文件已经撤销或废止。",
}

// Details that fit one place better than the general words of the code.
const (
	wordsNotOpened         = "此件还没有发起。"
	wordsTaskCancelled     = "这项工作已被取消，请刷新后查看。"
	wordsAdviceOnly        = "您是受托提出意见，不能在此“送出、退回或结束”此件。"
	wordsNoNesting         = "受托提出意见的人不能再加签或委派。"
	wordsFirstStep         = "此件还在第一个环节，没有可以退回的环节。"
	wordsNotVisited        = "此件没有经过这个环节，不能退回到那里。"
	wordsPastSignature     = "文稿未经签发，不能越过签发环节。"
	wordsOthersFirst       = "本环节还有他人没有办理，不能自选下一步。"
	wordsNothingToSave     = "没有需要保存的内容。"
	wordsNotLastActor      = "只有最后的办理人才能取回。"
	wordsFinal             = "文件已经发出，不能取回。"
	wordsSeparatedNext     = "环节“%s”的办理人已在前面的环节办理过此件，按职责分离的要求须另选他人。"
	wordsOneParty          = "请选择一个人。"
	wordsWhoToRemove       = "请选择减去谁。"
	wordsReturnCodes       = "退回原因"
	wordsPlace             = "请选择要去的环节。"
	wordsPosition          = "请选择加签的位置：之前、之后或并行。"
	wordsNotPool           = "这项工作不需要认领。"
	wordsNotClaimed        = "这项工作不是认领来的，不能放回。"
	wordsAllHaveIt         = "所选人员都已收到传阅。"
	wordsNobodyReads       = "没有可以收回的传阅。"
	wordsNobodyToUrge      = "没有可以催办的工作。"
	wordsFollowed          = "您已经关注此件。"
	wordsNotFollowed       = "您没有关注此件。"
	wordsNothingToHandOver = "没有需要移交的工作。"
	wordsNoClock           = "没有正在计算的时限。"
	wordsNotLater          = "新的期限须晚于现在的期限 %s。"
	wordsSeriesMissing     = "没有选定编号所用的字号。"
	wordsFutureReceipt     = "签收日期不能晚于今天。"
	wordsUrgency           = "紧急程度只能是平急、加急、特急、特提，或不填。"
	wordsParty             = "请指明一个人，或一个单位的一个岗位。"
	wordsTooManyPeople     = "一次最多选择 %d 人。"
	wordsUntil             = "新的期限"
	wordsReceivedOn        = "签收日期"
	wordsDecision          = "请选定一件决定撤销或废止的公文，不能是此件本身。"
	wordsDecisionField     = "决定的公文"
	wordsCeasedOn          = "撤销或废止的日期"
	wordsCeasedAgain       = "此件发出的文件已撤销或废止，不能回到发出以前的环节，请另行制发。"
)

// What is wrong with a value.
const (
	wordsFieldRequired = "请填写“%s”。"
	wordsOneValue      = "“%s”只能填写一个值。"
	wordsTooMany       = "“%s”最多填写 %d 个值。"
	wordsNoSuchChoice  = "“%s”没有这个选项。"
	wordsTick          = "“%s”只能勾选或不勾选。"
	wordsDate          = "“%s”须是形如 2026-01-31 的日期。"
	wordsNumber        = "“%s”须是数字。"
	wordsRecipient     = "“%s”须写成“方式:收件单位”。"
	wordsControl       = "内容含有不能使用的字符。"
	wordsUTF8          = "内容的编码不正确。"
	wordsTooLong       = "内容太长，最多 %d 个字。"
)

// Why somebody took a task out, as the record says it.
const (
	ReasonRemoved  = "减签"
	ReasonRecalled = "收回传阅"
)

// Why a task was cancelled, as the record shows it.
const (
	wordsDecided    = "他人已先办理"
	wordsStepOver   = "本环节已办结"
	wordsCaseOver   = "此件已结束"
	wordsReturned   = "退回"
	wordsWithdrawn  = "上一办理人取回"
	wordsRerouted   = "调度"
	wordsHandedOver = "移交，接收人在本环节已有工作"
	wordsPoolHasIt  = "认领人已不在岗，岗位在本环节已有工作"
)

// outcomeWords are the outcomes that every definition understands.
var outcomeWords = map[Outcome]string{
	OutcomeApprove: "同意", OutcomeDisagree: "不同意", OutcomeReject: "否决", OutcomeRead: "已阅",
}

var statusWords = map[Status]string{
	StatusOpen: "办理中", StatusSuspended: "已挂起", StatusCompleted: "已办结", StatusReturned: "已退文",
	StatusRejected: "已否决", StatusRevoked: "已撤销", StatusTerminated: "已终止", StatusVoided: "已作废",
}

// Title is the status as offices call it.
func (s Status) Title() string { return statusWords[s] }

// What is wrong with a definition.
const (
	wordsNoTitle        = "缺少键或名称"
	wordsNoVersion      = "版本须从 1 开始"
	wordsNoSteps        = "没有环节"
	wordsTwice          = "“%s”为空、缺少名称或重复"
	wordsNoBudget       = "时限规则“%s”没有可用的期限"
	wordsNoMode         = "不认识的办理方式“%s”"
	wordsPercent        = "票签须有 1 到 100 的百分比，其他方式不能有"
	wordsNeedsDisagree  = "票签和一票否决须有结果“disagree”"
	wordsNeedsApprove   = "票签和可以跳过的环节须有结果“approve”"
	wordsNoRule         = "没有时限规则“%s”"
	wordsNoVerb         = "不认识的操作“%s”"
	wordsNoActors       = "没有办理人"
	wordsNoPart         = "不认识的分工“%s”"
	wordsPoolIncomplete = "岗位须有角色和单位"
	wordsNoField        = "没有类型相符的字段“%s”"
	wordsOneButMany     = "单人办理的环节不能由“%s”指定多人"
	wordsNoStep         = "没有环节“%s”"
	wordsNoActorKind    = "不认识的办理人类型“%s”"
	wordsFirstPassable  = "第一个环节须有确定的办理人，不能跳过"
	wordsNoFieldType    = "字段“%s”的类型“%s”不认识"
	wordsTwoTypes       = "字段“%s”在不同环节的类型不同"
	wordsOptions        = "字段“%s”须是选择类型才有选项，选择类型须有选项"
	wordsDefault        = "字段“%s”的默认值不合规则"
	wordsNoNext         = "没有办理结果"
	wordsNoEnd          = "不认识的结束状态“%s”"
	wordsNoEffect       = "不认识的后续事项“%s”"
	wordsEffectOn       = "后续事项“%s”须写明进入或离开，进入时不能按结果区分"
	wordsNoSlot         = "编号须有用途和字号"
	wordsNoRecipients   = "没有填写收件单位的字段"
	wordsNoOp           = "不认识的条件“%s”"
	wordsNoSignature    = "环节“%s”不是签发环节"
	wordsNoOutcome      = "没有办理结果“%s”"
	wordsUnreachable    = "没有环节通向这里"
	wordsNoWayOut       = "从这里走不到结束"
	wordsEmptyLoop      = "从这里可以不经过任何人而绕回原处"
)
