package audit

import "github.com/zhihui-renda/renda/models"

const (
	tag           = "安全审计"
	listSummary   = "安全日志"
	kindsSummary  = "安全事件的种类"
	verifySummary = "核验安全日志"
	verifyHelp    = "逐条核验哈希链，指出第一条被改动的记录。"
	exportSummary = "导出安全日志"
	exportHelp    = "JSON Lines 或 CSV；导出本身也记入日志。"

	successWord = "成功"
	failureWord = "失败"
)

var columns = []string{
	"序号", "时间", "事件", "姓名", "人员", "结果", "地址", "端", "对象", "对象编号", "细节", "请求编号", "哈希",
}

// titles are the kinds of event in words.
var titles = map[models.SecurityKind]string{
	models.SecLogin: "登录", models.SecLoginFailed: "登录失败", models.SecLocked: "锁定", models.SecUnlocked: "解除锁定",
	models.SecLogout: "退出", models.SecSessionEnded: "结束会话", models.SecPasswordChanged: "修改密码",
	models.SecPasswordReset: "申请重置密码", models.SecTokenCreated: "新建令牌", models.SecTokenRevoked: "撤销令牌",
	models.SecRefused: "拒绝", models.SecExport: "导出", models.SecPersonCreated: "新建人员", models.SecPersonChanged: "修改人员",
	models.SecPersonLeft: "停用账户", models.SecPersonBack: "恢复账户", models.SecPersonDormant: "自动停用账户", models.SecPostGiven: "任职", models.SecPostEnded: "结束任职",
	models.SecUnitChanged: "单位变更", models.SecProxyGiven: "委托", models.SecProxyRevoked: "撤销委托",
	models.SecPolicyProposed: "提出变更", models.SecConsent: "审批", models.SecSettings: "参数变更",
}

// Words of the sentences.
const (
	nobodyWord  = "未登录者"
	failedWord  = "未成功"
	minutesWord = "分钟"
)

// objects are the kinds of thing a line is about, where they have no name.
var objects = map[string]string{
	"audit": "安全日志", "calendar": "工作日历", "definition": "流程", "policy": "权限策略", "session": "会话", "token": "程序令牌",
	"person": "人员", "unit": "单位", "consent": "申请", "proxy": "委托", "import": "批量导入", "number": "编号",
}

var consents = map[models.ConsentKind]string{
	models.ConsentPost: "任职", models.ConsentPassword: "重置密码", models.ConsentGrant: "增加权限规则",
	models.ConsentWithdraw: "去掉权限规则",
}

var decisions = map[models.Decision]string{models.Approved: "同意", models.Refused: "不同意"}

var changes = map[string]string{"import": "导入放假通知", "correct": "更正", "reset": "恢复通用流程", "": "设定自己的流程"}
