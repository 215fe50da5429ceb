package number

import "github.com/zhihui-renda/renda/internal/fault"

const (
	tag            = "编号"
	yearSummary    = "一个序列一年的编号情况"
	previewSummary = "预览编号格式"
	previewHelp    = "按给出的代字和格式写出今年的下一个号；不保存任何内容。"
)

func faultOtherOrgan() *fault.Fault {
	return fault.New(fault.Denied, "OTHER_ORGAN", "您在该机关没有此项权限。")
}
