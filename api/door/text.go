package door

import (
	"github.com/zhihui-renda/renda/internal/fault"
)

const (
	apiTitle       = "Renda 公文流转接口"
	apiDescription = "县级人大机关公文与代表建议的办理。问题以 RFC 9457 返回，code 稳定，detail 可直接给使用者看。"
	sessionHelp    = "浏览器登录后的会话。"
	tokenHelp      = "程序使用的个人令牌。"
	keyHelp        = "幂等键：8 到 128 个可见 ASCII 字符。同一键重复发送，得到同一回答。"
	noRoute        = "没有这个地址。"
	noMethod       = "这个地址不支持该方法。"
)

func faultPasswordFirst() *fault.Fault {
	return fault.New(fault.Denied, "PASSWORD_CHANGE_REQUIRED", "请先修改密码。")
}

func faultScope(r Route) *fault.Fault {
	return fault.New(fault.Denied, "SCOPE", "该令牌的范围不包括此操作。").With("needs", r.Object+":"+r.Action)
}

func faultForbidden() *fault.Fault {
	return fault.New(fault.Denied, "FORBIDDEN", "您没有权限进行此操作。")
}

func faultKeyRequired() *fault.Fault {
	return fault.New(fault.Invalid, "IDEMPOTENCY_KEY_REQUIRED", "缺少请求头 Idempotency-Key。").At("header." + KeyHeader)
}

func faultKeyInvalid() *fault.Fault {
	return fault.New(fault.Invalid, "IDEMPOTENCY_KEY_INVALID", "Idempotency-Key 应为 %d 到 %d 个可见 ASCII 字符。", keyMin, keyMax).
		At("header." + KeyHeader)
}

func faultTooMany(seconds string) *fault.Fault {
	return fault.New(fault.TooMany, "TOO_MANY_REQUESTS", "操作过于频繁，请 %s 秒后再试。", seconds).With("retry_after", seconds)
}

func faultUTF8() *fault.Fault {
	return fault.New(fault.Invalid, "BROKEN_UTF8", "文字编码有误，应为 UTF-8。")
}

func faultControl() *fault.Fault {
	return fault.New(fault.Invalid, "CONTROL_CHARACTER", "文字中含有控制字符。")
}

func faultTwice(name string) *fault.Fault {
	return fault.New(fault.Invalid, "FIELD_TWICE", "“%s”出现了两次。", name)
}

func faultQuery() *fault.Fault {
	return fault.New(fault.Invalid, "BROKEN_QUERY", "查询参数无法读取。")
}

func faultCrossOrigin() *fault.Fault {
	return fault.New(fault.Denied, "CROSS_ORIGIN", "不接受来自其他网站的请求。")
}
