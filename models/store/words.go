package store

// Everything the record says to people, beside what the aggregates of people
// and calendar say in their own files.
const (
	wordsKeyReused       = "该请求标识已用于另一项操作，请刷新后重试。"
	wordsOtherCase       = "该请求标识已用于另一件事项。"
	wordsNoCase          = "该事项不存在或您无权查看。"
	wordsNoDelivery      = "该件不存在或您无权查看。"
	wordsNoContent       = "内容不存在。"
	wordsNotKnown        = "“%s”中有人员不存在或已不在岗。"
	wordsWithoutRole     = "“%s”中有人员不具备所需的岗位。"
	wordsUnitUnknown     = "“%s”中有单位不存在或已撤销。"
	wordsNobodyThere     = "%s无人在岗，事项无法送达，请联系管理员。"
	wordsNobodyLeft      = "%s在岗人员均须回避（已参与前一环节），事项无法送达。"
	wordsCaseUnknown     = "没有这个事项，或您无权查看。"
	wordsSuccessor       = "接替人不具备“%s”所需的岗位，不能接替签署。"
	wordsPersonLeft      = "拟送达的人员已不在岗，请改送他人。"
	wordsNoSeries        = "编号序列不存在或已停用。"
	wordsSeriesOther     = "该编号序列不用于这一类编号。"
	wordsSeriesFormat    = "编号格式须含“{n}”，可用“{prefix}”“{year}”“{n:位数}”，不超过 60 个字。"
	wordsSeriesKind      = "编号序列的代码、单位和种类不得更改。"
	wordsSeriesTitle     = "编号序列名称须为 1 至 100 个字。"
	wordsSeriesStart     = "起始编号须为 1 至 100000。"
	wordsSeriesStarted   = "本年度已有编号，不能再更改起始编号。"
	wordsNumberNone      = "该编号不存在。"
	wordsNumberVoid      = "该编号已作废。"
	wordsNotReserved     = "该编号不是空闲的预留号。"
	wordsReason          = "请写明理由（不超过 500 字）。"
	wordsReserveCount    = "一次预留 1 至 50 个编号。"
	wordsBadCursor       = "翻页标识无效，请从第一页重新开始。"
	wordsBadBox          = "没有这个列表。"
	wordsBadOrder        = "没有这种次序。"
	wordsAnnotateClosed  = "此件已结束办理，不能再批注。"
	wordsAnnotationMoved = "您在另一处又改过这一页的批注，请刷新后再写。"
	wordsNoPaper         = "此事项没有这份文件，批注未保存。"
	wordsBadLimit        = "每页条数须为 1 至 %d。"
	wordsBadDay          = "日期须为“2026-01-31”的形式。"
	wordsShortSearch     = "请输入要查找的内容。"
	wordsLongSearch      = "查找内容过长，请不超过 %d 个字。"
)

// Notes on an act that succeeded.
const (
	noteReadersLeftOut = "READERS_LEFT_OUT"
	noteWithdrawnTold  = "WITHDRAWN_SEEN"

	wordsReadersLeftOut = "部分人员已有此件，未重复送阅。"
	wordsWithdrawnTold  = "已有人打开过该事项，系统已通知其取回。"
)

// What Verify says of what it finds.
const (
	wordsEventMissing   = "缺少这一条事件。"
	wordsChainBroken    = "事件记录的前一条哈希与前一条不符。"
	wordsEventChanged   = "事件内容与其哈希不符，记录被改动过。"
	wordsEventsCut      = "台账末尾与事项的序号不符，可能有事件被删除。"
	wordsHead           = "事项记录的台账末尾哈希与台账不符。"
	wordsUnreadable     = "事件内容无法解读。"
	wordsNotApplicable  = "事件不能接在前一状态之后。"
	wordsStateDiffers   = "由台账重放得到的状态与所存状态不符。"
	wordsRowDiffers     = "该行与台账不符。"
	wordsRowMissing     = "缺少应有的一行。"
	wordsRowExtra       = "多出台账中没有的一行。"
	wordsActEvents      = "操作记录与其事件不符。"
	wordsNumberLost     = "台账取用的编号在编号表中没有对应记录。"
	wordsNumberUnused   = "编号已取用，但没有事项的台账取用过它。"
	wordsNumberGap      = "编号有缺漏或多余。"
	wordsNumberTwice    = "编号重复。"
	wordsNoTable        = "事项所用的流程定义不存在或无法解读。"
	wordsContentChanged = "内容与其哈希不符，被改动过。"
	wordsClosedWaits    = "事项已结束，却还有未办的任务。"
	wordsClosedRuns     = "事项已结束，却还有运行中的期限。"
	wordsLeftBehind     = "任务属于已离开的环节，却还未办结。"
	wordsAskedTwice     = "同一人在同一环节有两个未办的任务。"
	wordsNobodyAsked    = "事项未结束，却没有任何人待办。"
	wordsOrphan         = "没有对应的事项。"
)
