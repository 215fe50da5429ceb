package session

import "github.com/zhihui-renda/renda/internal/fault"

const (
	tagSession = "登录"
	tagToken   = "程序令牌"

	signInSummary  = "登录"
	signInHelp     = "成功后以 Cookie 建立会话。连续输错会暂时锁定，retry_after 为须等待的秒数。"
	meSummary      = "我是谁"
	meHelp         = "当前登录人、任职和权限；客户端据此显示菜单。"
	signOutSummary = "退出登录"
	passSummary    = "修改密码"
	passHelp       = "修改后，本人的其他会话全部退出。"
	listSummary    = "我的会话"
	endSummary     = "结束我的一个会话"
	tokensSummary  = "我的程序令牌"
	createSummary  = "新建程序令牌"
	createHelp     = "令牌只在此时显示一次。重复发送同一请求得到同一令牌的信息，但不再显示令牌本身。"
	revokeSummary  = "撤销程序令牌"
)

func faultNotSignedIn() *fault.Fault {
	return fault.New(fault.Unauthenticated, "NOT_SIGNED_IN", "请先登录。")
}

func faultScope(scope string) *fault.Fault {
	return fault.New(fault.Invalid, "SCOPE_UNKNOWN", "没有“%s”这项权限。", scope).At("scopes")
}
