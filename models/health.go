package models

import "time"

// Workload is how much there is to do and what has gone wrong, in numbers: no
// title, no name, no id.
type Workload struct {
	OpenCases int `json:"open_cases"`
	OpenTasks int `json:"open_tasks"`
	// OverdueClocks run past their day. EarliestDue is the oldest of them.
	OverdueClocks int        `json:"overdue_clocks"`
	EarliestDue   *time.Time `json:"earliest_due,omitempty" doc:"逾期最久的时限的截止时刻。"`
	// Unrung are cases whose alarm should have rung already: the workers are behind.
	Unrung int `json:"unrung" doc:"提醒时刻已过而尚未提醒的事项；长期不为零说明工作进程没有跟上。"`
	// Effects are cases with something left to do after an act.
	Effects int `json:"effects" doc:"还有后续事项（归档、分送等）待做的事项。"`
	// FailedEffects failed since the given instant.
	FailedEffects int `json:"failed_effects" doc:"最近七天失败的后续事项次数。"`
	Sessions      int `json:"sessions" doc:"当前有效的登录会话。"`
	Consents      int `json:"consents" doc:"等待第二位管理员审批的申请。"`
}
