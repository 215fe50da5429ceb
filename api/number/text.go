package number

import "github.com/zhihui-renda/renda/internal/fault"

func faultOtherOrgan() *fault.Fault {
	return fault.New(fault.Denied, "OTHER_ORGAN", "您在该机关没有此项权限。")
}
