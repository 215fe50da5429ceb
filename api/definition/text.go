package definition

import "github.com/zhihui-renda/renda/internal/fault"

func faultOtherKey() *fault.Fault {
	return fault.New(fault.Invalid, "OTHER_KEY", "流程表的 key 与地址中的不一致。").At("definition.key")
}
