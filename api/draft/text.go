package draft

import "github.com/zhihui-renda/renda/internal/fault"

func faultOtherCase() *fault.Fault {
	return fault.New(fault.Invalid, "OTHER_CASE", "稿件的编号与事项的编号不一致。").At("case")
}

func faultNoDraft() *fault.Fault {
	return fault.New(fault.NotFound, "DRAFT_NOT_FOUND", "没有自动保存的稿件。")
}

func faultWhichOrgan() *fault.Fault {
	return fault.New(fault.Invalid, "ORGAN_REQUIRED", "您在几个机关任职，请指明是哪个机关的模板。").At("organ")
}

func faultNoOrgan() *fault.Fault {
	return fault.New(fault.NotFound, "ORGAN_NOT_FOUND", "没有这个机关，或您不管理它的模板。").At("organ")
}
