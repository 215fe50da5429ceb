package operations

import "errors"

const (
	tag           = "运行"
	healthSummary = "系统运行状况"
	healthHelp    = "各部分是否应答、工作进程与排队、逾期与失败的件数、最近一次核验和备份、磁盘余量和版本；只有数目，不含业务内容和个人信息。"

	awayWord  = "没有应答"
	noWorkers = "没有工作进程在取任务"
)

var errNoWorkers = errors.New("operations: no worker polls the queue")

var titles = map[string]string{
	"database": "数据库", "engine": "流程引擎", "worker": "本进程的工作线程", "queue": "工作进程与任务队列",
}
