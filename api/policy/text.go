package policy

const (
	tag             = "权限策略"
	policySummary   = "现行策略"
	actionsSummary  = "全部权限项"
	consentsSummary = "待审批的申请"
	consentsHelp    = "任职、密码重置和策略变更，均须第二位管理员批准后生效。"
	proposeSummary  = "提出策略变更"
	proposeHelp     = "经另一位管理员批准后，各进程 5 秒内生效。不能让三类管理员参与业务或互相兼权。"
	decideSummary   = "审批申请"
	decideHelp      = "提出人和当事人不能审批；任职与密码由安全管理员审批，策略变更由系统管理员或另一位安全管理员审批。"
)
