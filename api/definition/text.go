package definition

import "github.com/zhihui-renda/renda/internal/fault"

const (
	tag             = "流程"
	versionsSummary = "一个机关设定过的流程版本"
	versionsHelp    = "最近的在前；use 为在办事项各按哪个版本办理，只有件数。"
	versionSummary  = "一个机关设定过的某一版流程"
	setSummary      = "为一个机关设定自己的流程"
	setHelp         = "只影响此后发起的事项；办理中的事项仍按发起时的流程。errors 的位置为 body.definition.steps.环节。"
	resetSummary    = "恢复为通用流程"
	resetHelp       = "此后发起的事项按通用流程办理；设定过的版本都保留。"
	checkSummary    = "检查流程表"
	checkHelp       = "列出全部错误，指明环节；不保存任何内容。"
	trySummary      = "试运行流程表"
	tryHelp         = "按流程表在内存里走一遍：经过哪些环节、送给谁、何时到期。不保存任何内容，不占用编号，不通知任何人。"

	// trialTitle is what the case of a trial is called.
	trialTitle = "试运行"
)

func faultOtherKey() *fault.Fault {
	return fault.New(fault.Invalid, "OTHER_KEY", "流程表的 key 与地址中的不一致。").At("definition.key")
}

func faultFlaws() *fault.Fault {
	return fault.New(fault.Invalid, "BAD_DEFINITION", "流程定义有误，改正后才能试运行。").At("definition")
}

func faultInitiator() *fault.Fault {
	return fault.New(fault.Invalid, "INITIATOR_WITHOUT_POST", "发起人须在该机关任职。").At("initiator")
}
