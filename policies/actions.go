package policies

import (
	"slices"

	"github.com/zhihui-renda/renda/models"
)

// Action is something that can be allowed, in words.
type Action struct {
	Object string `json:"object"`
	Action string `json:"action"`
	Title  string `json:"title"` // goes behind 可以: "催办案件"
	// Only are the administrators' roles that may ever hold it; empty for
	// business, which no administrator may ever hold.
	Only []models.Role `json:"only,omitempty"`
	// Everybody marks what both kinds may hold.
	Everybody bool `json:"everybody,omitempty"`
}

var (
	onlySys = []models.Role{models.RoleSysadmin}
	onlySec = []models.Role{models.RoleSecadmin}
	onlyAud = []models.Role{models.RoleAuditor}
	bothSet = []models.Role{models.RoleSysadmin, models.RoleSecadmin}
)

// Actions is everything that a route or a verb may ask policy for. What is not
// here is denied, whatever the rules say.
var Actions = []Action{
	{Object: "document", Action: "open_incoming", Title: "签收、登记收文"},
	{Object: "document", Action: "open_outgoing", Title: "起草发文"},
	{Object: "document", Action: "read", Title: "查看与自己有关的公文"},
	{Object: "document", Action: "rules", Title: "核对行文规则"},
	{Object: "document", Action: "draft", Title: "自动保存自己的稿件"},
	{Object: "template", Action: "read", Title: "使用公文模板"},
	{Object: "template", Action: "manage", Title: "维护本机关的公文模板"},
	{Object: "case", Action: "read", Title: "查看与自己有关的办理过程"},
	{Object: "case", Action: "act", Title: "办理分配给自己的事项"},
	{Object: "case", Action: "urge", Title: "催办"},
	{Object: "case", Action: "suspend", Title: "挂起办理"},
	{Object: "case", Action: "resume", Title: "恢复办理"},
	{Object: "case", Action: "reroute", Title: "调度办理环节"},
	{Object: "case", Action: "terminate", Title: "终止办理"},
	{Object: "case", Action: "extend", Title: "延长办理期限"},
	{Object: "case", Action: "remove-signer", Title: "减签"},
	{Object: "case", Action: "circulate", Title: "组织传阅"},
	{Object: "case", Action: "recall", Title: "收回传阅"},
	{Object: "case", Action: "receipt", Title: "登记签收回执"},
	{Object: "case", Action: "hand-over", Title: "移交他人的待办"},
	{Object: "case", Action: "reopen", Title: "重新办理已办结的事项"},
	{Object: "case", Action: "annul", Title: "撤销已发出的文件"},
	{Object: "case", Action: "repeal", Title: "废止已发出的文件"},
	{Object: "number", Action: "read", Title: "查看文号"},
	{Object: "number", Action: "list", Title: "查看编号序列", Everybody: true},
	{Object: "number", Action: "reserve", Title: "预留文号"},
	{Object: "number", Action: "void", Title: "作废文号"},
	{Object: "number", Action: "configure", Title: "设置文号序列", Only: onlySys},
	{Object: "file", Action: "upload", Title: "上传附件"},
	{Object: "file", Action: "read", Title: "查看与自己有关的附件"},
	{Object: "annotation", Action: "write", Title: "在由自己办理或阅读的文件上批注"},
	{Object: "search", Action: "read", Title: "检索与自己有关的内容"},
	{Object: "inbox", Action: "read", Title: "查看自己的待办与各类清单"},
	{Object: "notice", Action: "stream", Title: "接收即时提醒"},
	{Object: "delivery", Action: "read", Title: "查看分送给本单位的公文"},
	{Object: "delivery", Action: "receive", Title: "签收分送给本单位的公文"},
	{Object: "statistics", Action: "read", Title: "查看、导出本机关的统计"},
	{Object: "import", Action: "run", Title: "批量导入公文"},
	{Object: "proxy", Action: "own", Title: "委托他人代办自己的事项"},
	{Object: "token", Action: "own", Title: "管理自己的程序令牌"},
	{Object: "phrase", Action: "own", Title: "使用和保存自己的常用意见"},
	{Object: "phrase", Action: "manage", Title: "维护本机关共用的常用意见"},
	{Object: "alarm", Action: "set", Title: "设置本机关的期限提醒"},
	{Object: "people", Action: "hand_over", Title: "为离岗人员移交待办"},
	{Object: "session", Action: "own", Title: "登录、管理自己的会话和密码", Everybody: true},
	{Object: "calendar", Action: "read", Title: "查看工作日历", Everybody: true},
	{Object: "people", Action: "read", Title: "查看单位和人员", Everybody: true},
	{Object: "definition", Action: "read", Title: "查看流程定义", Everybody: true},
	{Object: "people", Action: "write", Title: "维护单位、机关代字和人员", Only: onlySys},
	{Object: "people", Action: "leave", Title: "停用、恢复账户", Only: onlySys},
	{Object: "people", Action: "reset", Title: "申请重置他人密码", Only: onlySys},
	{Object: "people", Action: "unlock", Title: "解除账户锁定", Only: onlySec},
	{Object: "post", Action: "assign", Title: "提出任职、结束任职", Only: onlySys},
	{Object: "calendar", Action: "write", Title: "维护工作日历", Only: onlySys},
	{Object: "definition", Action: "write", Title: "维护流程定义", Only: onlySys},
	{Object: "admin", Action: "health", Title: "查看系统运行状况", Only: onlySys},
	{Object: "policy", Action: "read", Title: "查看权限策略", Only: []models.Role{
		models.RoleSysadmin, models.RoleSecadmin, models.RoleAuditor,
	}},
	{Object: "policy", Action: "propose", Title: "提出权限策略变更", Only: onlySec},
	{Object: "policy", Action: "approve", Title: "审批另一位管理员的申请", Only: bothSet},
	{Object: "audit", Action: "read", Title: "查看安全日志", Only: onlyAud},
	{Object: "audit", Action: "export", Title: "导出安全日志", Only: onlyAud},
}

// Find returns the action, or nil when there is none of that name.
func Find(object, action string) *Action {
	i := slices.IndexFunc(Actions, func(a Action) bool { return a.Object == object && a.Action == action })
	if i < 0 {
		return nil
	}
	return &Actions[i]
}

// Open says whether the role may hold the action at all, whatever the rules in
// the database say: no administrator takes part in business, nobody else
// administers, and the three administrators keep apart (三员分立).
func (a *Action) Open(role models.Role) bool {
	switch {
	case a.Everybody:
		return true
	case len(a.Only) > 0:
		return slices.Contains(a.Only, role)
	}
	return !models.Administers(role) && role != Person
}
