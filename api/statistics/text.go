package statistics

import "github.com/zhihui-renda/renda/internal/fault"

const (
	tag              = "统计"
	documentsSummary = "收发文统计"
	handlingSummary  = "办理情况统计"
	exportSummary    = "导出统计表"
	help             = "统计本机关在一段时间内的数字，只计查看人有权查看的事项。导出记入安全日志。"
	noUnit           = "（已离岗）"
	unclaimed        = "（无人认领）"
)

// processTitles are what the processes are called in figures.
var processTitles = map[string]string{"document.receive": "收文", "document.issue": "发文"}

// The sheets of the workbook and the heads of their columns.
const (
	sheetAbout    = "口径"
	sheetReceived = "收文"
	sheetIssued   = "发文"
	sheetSenders  = "来文单位"
	sheetDrafters = "拟稿单位"
	sheetRate     = "按时率"
	sheetSteps    = "环节用时"
	sheetUnits    = "各单位"
	sheetPeople   = "人员负担"
	headCount     = "件数"
	headSender    = "来文单位"
	headDrafter   = "拟稿单位"
	total         = "合计"
)

var (
	headMonthly = []any{"月份", "文种", headCount}
	headSteps   = []any{"流程", "环节", "次数", "平均用时（工作日）", "最长（工作日）"}
	headRate    = []any{"月份", "按时办结", "逾期办结", "逾期未办", "按时率（%）"}
	headUnits   = []any{"单位", "按时办结", "逾期办结", "逾期未办", "按时率（%）", "目前待办", "目前逾期"}
	headPeople  = []any{"人员", "单位", "目前待办", "目前逾期"}
)

// Note says in words how a figure is counted.
type Note struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Text string `json:"text"`
}

var documentNotes = []Note{
	{"received", "收文", "已登记（有收文号）的来文，按收文日期计入当月；其后退文的也计入。只签收、未登记的不计。"},
	{"issued", "发文", "已编发文字号的公文，按成文日期（签发之日或会议通过之日）计入当月。"},
	{"senders", "来文单位", "按登记的来文单位名称分别计数，列来文最多的 20 个。"},
	{"units", "拟稿单位", "发文按拟稿人起草时所在的单位计数。"},
}

var handlingNotes = []Note{
	{
		"rate", "按时率", "按时办结的 ÷（按时办结的＋逾期办结的＋逾期未办的）。只计有期限的事项；期限以该环节的时钟为准：" +
			"挂起期间不计，依法延长的按延长后的期限。按时办结、逾期办结按办结日期，逾期未办按期限日期，计入本期和当月。",
	},
	{
		"steps", "环节用时", "本期内走完的每一次环节，从该环节第一项任务送达之日到最后一项办结之日，按工作日计：送达当日不计，" +
			"办结当日计入，放假和调休以国务院办公厅通知为准。挂起的日子也在其中。还有人未办的环节不计。",
	},
	{
		"units", "各单位", "事项计在接受任务的单位；直接交给个人的，计在其任职的单位。“目前逾期”不论何时到期。",
	},
	{"load", "人员负担", "此刻等待办理的事项（不含待阅），按应办人计；送到岗位、还没有人认领的，列为“无人认领”。"},
}

func faultDay(field string) error {
	return fault.New(fault.Invalid, "BAD_DATE", "日期应写成 2026-01-31 的样子。").At("query." + field)
}

func faultPeriod() error {
	return fault.New(fault.Invalid, "BAD_PERIOD", "止日不能早于起日，一次最多统计十年。").At("query.until")
}

func faultNoUnit() error {
	return fault.New(fault.NotFound, "UNIT_NOT_FOUND", "没有这个机关，或您不能查看它的统计。").At("query.unit")
}

func faultWhichUnit() error {
	return fault.New(fault.Invalid, "UNIT_REQUIRED", "您在几个机关任职，请指明统计哪个机关。").At("query.unit")
}
