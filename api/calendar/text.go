package calendar

import (
	"github.com/zhihui-renda/renda/internal/fault"
)

const (
	tag                = "工作日历"
	daysSummary        = "查询每一天是否工作日"
	daysHelp           = "一次最多查询 400 天。known 为 false 表示该年放假通知尚未录入，按周末和固定日期的法定节日推算。"
	yearsSummary       = "已录入的放假通知"
	yearSummary        = "某一年的放假通知与每月工作日数"
	importSummary      = "导入某一年的放假通知"
	importHelp         = "days 与 file 二者取一；file 为 CSV（date、kind、name 三列）或 JSON 文件的内容。通知须完整：七个节日俱全，调休上班日须为周六或周日。导入后在办期限自动重新计算并留痕。"
	correctSummary     = "更正某一天"
	correctHelp        = "kind 为空表示不再由通知指定，恢复为平日。更正后在办期限自动重新计算并留痕。"
	previewYearSummary = "预览导入的后果"
	previewDaySummary  = "预览更正的后果"
	previewHelp        = "检查内容，并算出将有几个在办期限因此变动；不保存任何内容。"
	alarmsSummary      = "机关的期限提醒设置"
	allAlarmsSummary   = "可由我设置期限提醒的机关"
	setAlarmsSummary   = "设置本机关的期限提醒"
	setAlarmsHelp      = "到期前、到期日、逾期提醒和逾期上报的时间。由本机关办公室主任设置；在办期限随即重新计算提醒并留痕，截止日不变。"
	trySummary         = "试算期限"
	tryHelp            = "按起算日和期限计算截止日，逐日说明理由；可附暂停、恢复、延期。不保存任何内容。"
)

func faultRange() *fault.Fault {
	return fault.New(fault.Invalid, "BAD_RANGE", "结束日期须不早于开始日期，且一次不超过 %d 天。", maxDays).At("query.until")
}

func faultOneOf() *fault.Fault {
	return fault.New(fault.Invalid, "DAYS_OR_FILE", "days 与 file 须填写且只填写一项。").At("body.days")
}

func faultOtherOrgan() *fault.Fault {
	return fault.New(fault.Denied, "OTHER_ORGAN", "只能为本机关设置。")
}

func faultLedger() *fault.Fault {
	return fault.New(fault.Invalid, "BAD_EVENTS", "暂停、恢复、延期须按日期先后排列，暂停与恢复成对出现，且不早于起算日。").At("body.events")
}
