package annotation

import "github.com/zhihui-renda/renda/internal/fault"

func faultNoTask() *fault.Fault {
	return fault.New(fault.Denied, "ANNOTATION_WITHOUT_TASK", "此件当前不需要您办理或阅读，不能批注。")
}
