package people

import "github.com/zhihui-renda/renda/internal/fault"

const (
	tagUnits   = "单位"
	tagPeople  = "人员"
	tagLeaving = "离岗移交"
	tagProxies = "委托代理"

	unitsSummary      = "单位树"
	historySummary    = "单位沿革"
	createUnitSummary = "新建单位"
	renameUnitSummary = "更名"
	moveUnitSummary   = "调整隶属"
	moveUnitHelp      = "连同下级单位一起移动；不能移到自己的下级之下。"
	closeUnitSummary  = "撤销单位"
	closeUnitHelp     = "须没有下级单位和任职；历史记录保留。"
	headsSummary      = "发文机关标志与机关代字"
	createHeadSummary = "新建发文机关标志"
	closeHeadSummary  = "停用发文机关标志"

	rolesSummary    = "角色"
	peopleSummary   = "人员列表"
	personSummary   = "人员及其任职"
	createSummary   = "新建人员"
	createHelp      = "新人没有任职和密码，两者都须另一位管理员批准后生效。"
	renameSummary   = "修改姓名和排序"
	resetSummary    = "申请重置密码"
	resetHelp       = "生成的密码只显示一次，经安全管理员批准后生效，首次登录须修改。"
	lockSummary     = "登录是否被锁定"
	unlockSummary   = "解除登录锁定"
	givePostSummary = "提出任职"
	givePostHelp    = "经安全管理员批准后生效。"
	endPostSummary  = "结束任职"

	leavingSummary    = "离岗前还有什么"
	leavingHelp       = "只有数目，不含业务内容。"
	deactivateSummary = "停用账户"
	deactivateHelp    = "须先移交全部待办；任职、委托、会话和令牌随之终止，所办事项的署名不变。"
	reactivateSummary = "恢复账户"
	reactivateHelp    = "恢复后没有任职和密码，须重新授予并经批准。"
	tasksSummary      = "某人的待办"
	tasksHelp         = "只列出查看人看得到的；hidden 为另有的件数。"
	handOverSummary   = "移交某人的全部待办"
	handOverHelp      = "逐件移交给接替人；个别不成的列明原因，其余照办。重复发送只补办未成的。"

	proxiesSummary     = "我给出和接受的委托"
	createProxySummary = "委托他人代办"
	createProxyHelp    = "期间内新到的事项双方都能看到、任一人可办，记录为“某某代某某”。不得转委托或互相委托。"
	agentsSummary      = "可以受托代办的人"
	agentsHelp         = "与本人同机关任职的其他在岗人员。期间冲突（互相委托、转委托、重复委托）在设置时核对。"
	revokeProxySummary = "撤销委托"
	digestSummary      = "代办摘要"
	digestHelp         = "委托期间代理人替委托人办了什么。"
)

func faultSuccessor() *fault.Fault {
	return fault.New(fault.Invalid, "SUCCESSOR_UNKNOWN", "接替人不存在、已离岗或不参与业务办理。").At("to")
}

func faultOtherOrgan() *fault.Fault {
	return fault.New(fault.Denied, "OTHER_ORGAN", "此人不在您所在的机关任职，您不能查看或移交其待办。")
}

func faultSameSuccessor() *fault.Fault {
	return fault.New(fault.Invalid, "PARTY_SELF", "接替人不能是本人。").At("to")
}
