package phrase

import "github.com/zhihui-renda/renda/internal/fault"

func faultNotShared() error {
	return fault.New(fault.Denied, "PHRASE_NOT_YOURS", "共用的常用意见由本机关办公室负责人或文秘维护。").At("organ")
}
