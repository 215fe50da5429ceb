package notice

import (
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

const streamHelp = "以 Server-Sent Events 送达：note 为一条变动，ping 表示连接正常，resync 表示请重新读取列表。断线后带 Last-Event-ID 重连，从断点继续。"

var sentences = map[string]string{
	models.NoteTask:      "有新的任务",
	models.NoteTaskGone:  "有任务已由他人办理或收回",
	models.NoteUrged:     "有任务被催办",
	models.NoteReminder:  "有任务即将到期",
	models.NoteOverdue:   "有任务已逾期",
	models.NoteEscalated: "有任务逾期上报",
	models.NoteReturned:  "有事项被退回",
	models.NoteWithdrawn: "您打开过的事项已被取回",
	models.NoteCase:      "您发起或关注的事项有变动",
	models.NoteDelivery:  "有新的分送公文",
	models.NoteCeased:    "分送来的公文已被撤销或废止",
}

func sentence(n models.Notification) string { return sentences[n.Kind] }

func faultTooManyStreams() *fault.Fault {
	return fault.New(fault.TooMany, "TOO_MANY_STREAMS", "打开的页面过多，请关闭一些。").With("retry_after", "30")
}
