package cases

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

func faultNoClock() *fault.Fault {
	return fault.New(fault.NotFound, "CLOCK_NOT_FOUND", "没有这个时限。")
}

func partTitle(p process.Part) string {
	return map[process.Part]string{process.Lead: "主办", process.Assist: "协办"}[p]
}

var relationTitles = map[models.CaseRelation]string{
	models.RelAnsweredBy: "本件的复文", models.RelAnswers: "本件答复的来文", models.RelResubmitted: "退文后重新报送",
	models.RelResubmits: "原退文", models.RelSentFrom: "分送来源", models.RelRegistered: "收文单位登记", models.RelNamed: "办理中关联",
}

// wordsUnseenCase stands for a case that the one who asks may not see.
const wordsUnseenCase = "另一件公文（您无权查看）"

func tickText(value string) string {
	if value == "true" {
		return "是"
	}
	return "否"
}

// layText is a length of time as people say it.
func layText(d time.Duration) string {
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days > 0 && hours > 0:
		return fmt.Sprintf("%d天%d小时", days, hours)
	case days > 0:
		return fmt.Sprintf("%d天", days)
	case hours > 0:
		return fmt.Sprintf("%d小时%d分", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("%d分钟", minutes)
	}
	return "不到1分钟"
}

var alarmTitles = map[process.AlarmKind]string{
	process.AlarmBefore: "临期提醒", process.AlarmAt: "到期提醒", process.AlarmAfter: "逾期提醒", process.AlarmEscalate: "逾期上报",
}

var clockTitles = map[string]string{
	"clock-started": "开始计时", "clock-held": "暂停计时", "clock-released": "恢复计时", "clock-extended": "延期",
	"clock-recomputed": "节假日安排或提醒设置变动，重新计算", "clock-stopped": "停止计时", "clock-rang": "提醒",
}

func clockText(eventType, dueDay string) string {
	text := clockTitles[eventType]
	if dueDay != "" && eventType != "clock-stopped" && eventType != "clock-rang" {
		text += "，截止日" + dueDay
	}
	return text
}

// text puts an event into words and says whether it is bookkeeping.
func (w *writer) text(e process.Event) (text string, minor bool) {
	if text, minor, ok := w.caseText(e.Body); ok {
		return text, minor
	}
	if text, minor, ok := w.taskText(e.Body); ok {
		return text, minor
	}
	if text, minor, ok := w.paperText(e.Body); ok {
		return text, minor
	}
	_, extended := e.Body.(process.ClockExtended)
	return w.clockLine(e.Body), !extended
}

func (w *writer) caseText(body process.Body) (text string, minor, ok bool) {
	switch b := body.(type) {
	case process.CaseOpened:
		return "发起" + w.def.Title, false, true
	case process.Retitled:
		return "标题改为《" + b.Title + "》", true, true
	case process.StepEntered:
		if b.How == process.CameReroute {
			return "调度到“" + stepTitle(w.def, b.Step) + "”", false, true
		}
		return "进入“" + stepTitle(w.def, b.Step) + "”" + howText(b.How), true, true
	case process.StepLeft:
		return "“" + stepTitle(w.def, b.Step) + "”结束", true, true
	case process.Returned:
		return "退回“" + stepTitle(w.def, b.To) + "”" + strategyText(b.Strategy) + w.codesText(b), false, true
	case process.Withdrawn:
		return "取回" + w.toldText(b.Told), false, true
	case process.Urged:
		return "催办" + w.holders(b.Tasks), false, true
	case process.CaseSuspended:
		return "挂起", false, true
	case process.CaseResumed:
		return "恢复办理", false, true
	case process.CaseClosed:
		return b.Status.Title(), false, true
	case process.CaseReopened:
		return "重新办理，回到“" + stepTitle(w.def, b.Step) + "”", false, true
	case process.Followed:
		return "关注", true, true
	case process.Unfollowed:
		return "取消关注", true, true
	}
	return "", false, false
}

func (w *writer) taskText(body process.Body) (text string, minor, ok bool) {
	switch b := body.(type) {
	case process.TaskOpened:
		return w.askText(b.Task), b.Task.Kind == process.TaskAct && b.Task.Relation == "", true
	case process.TaskClaimed:
		return "认领“" + w.taskStep(b.Task) + "”", true, true
	case process.TaskReleased:
		return "放回“" + w.taskStep(b.Task) + "”", true, true
	case process.TaskSeen:
		return "已打开", true, true
	case process.TaskAnswered:
		return w.answerText(b), false, true
	case process.TaskCancelled:
		return w.cancelText(b)
	case process.ProxyEnded:
		return w.book.Person(b.Agent) + "代" + w.book.Person(b.Principal) + "办理“" + w.taskStep(b.Task) + "”到此为止", true, true
	case process.TaskMoved:
		return "由" + w.party(b.From) + "转给" + w.party(b.To), false, true
	case process.TaskSlept:
		return "等待他人先办", true, true
	case process.TaskWoken:
		return "继续办理", true, true
	case process.OpinionGiven:
		return "提出意见", false, true
	}
	return "", false, false
}

func (w *writer) paperText(body process.Body) (text string, minor, ok bool) {
	switch b := body.(type) {
	case process.FormFilled:
		return "填写：" + w.formText(b.Form), true, true
	case process.TextChanged:
		if b.Was == "" {
			return "录入正文", true, true
		}
		return fmt.Sprintf("修改正文，第%d稿", b.Text.Version), false, true
	case process.NumberNeeded:
		return "等待编号", true, true
	case process.NumberTaken:
		return "编号" + b.Number, false, true
	case process.EffectAsked:
		return effectTitle(b.Kind), true, true
	case process.EffectEnded:
		if b.Failed != "" {
			return "后续处理未成功", true, true
		}
		return "后续处理完成", true, true
	case process.Dispatched:
		return fmt.Sprintf("分送%d个单位", len(b.Deliveries)), false, true
	case process.ReceiptGiven:
		return w.recipient(b.Delivery) + "：" + b.Name + "于" + b.On + "签收" + noteText(b.Note), false, true
	case process.PaperCeased:
		return ceasedText(b.Ceased), false, true
	case process.ReceiptWaived:
		return "不再等待" + w.recipient(b.Delivery) + "签收", false, true
	}
	return "", false, false
}

// ceasedText says how a paper ended, by which decision.
func ceasedText(c process.Ceased) string {
	by := ""
	if c.Number != "" {
		by = "，依据" + c.Number
	}
	if c.How == process.Annulled {
		return "撤销（自始无效）" + by
	}
	return "自" + c.On + "起废止" + by
}

func (w *writer) clockLine(body process.Body) string {
	switch b := body.(type) {
	case process.ClockRang:
		return alarmTitles[b.Kind]
	case process.ClockStarted:
		return clockText(body.EventType(), b.Clock.DueDay)
	case process.ClockExtended:
		return clockText(body.EventType(), b.Until)
	case process.ClockReleased:
		return clockText(body.EventType(), b.DueDay)
	case process.ClockRecomputed:
		return clockText(body.EventType(), b.DueDay) + "，原为" + b.WasDay
	}
	return clockText(body.EventType(), "")
}

func (w *writer) askText(t process.Task) string {
	who := w.party(process.Party{Person: t.Assignee, Role: poolRole(t), Unit: poolUnit(t)})
	switch {
	case t.Kind == process.TaskRead:
		return "传阅给" + who
	case t.Relation == process.RelDelegate:
		return "委派" + who
	case t.Relation != "":
		return "加签给" + who + relationText(t.Relation)
	}
	return w.turnText(t)
}

// turnText says that it is somebody's turn.
func (w *writer) turnText(t process.Task) string {
	return "请" + w.party(process.Party{Person: t.Assignee, Role: poolRole(t), Unit: poolUnit(t)}) + "办理“" + stepTitle(w.def, t.Step) + "”" + partSuffix(t.Part)
}

func relationText(r process.Relation) string {
	return map[process.Relation]string{process.RelBefore: "（先于本人）", process.RelAfter: "（后于本人）", process.RelParallel: "（与本人同时）"}[r]
}

// cancelText says who need not act any more; what somebody took out himself is
// an act of his.
func (w *writer) cancelText(b process.TaskCancelled) (text string, minor, ok bool) {
	who := w.holders([]string{b.Task})
	switch b.Reason {
	case process.ReasonRemoved:
		return "减去" + who, false, true
	case process.ReasonRecalled:
		return "收回" + who + "的传阅", false, true
	}
	return who + "的任务取消", true, true
}

func partSuffix(p process.Part) string {
	if p == "" {
		return ""
	}
	return "（" + partTitle(p) + "）"
}

func poolRole(t process.Task) string {
	if t.Pool == nil || t.Assignee != "" {
		return ""
	}
	return t.Pool.Role
}

func poolUnit(t process.Task) string {
	if t.Pool == nil || t.Assignee != "" {
		return ""
	}
	return t.Pool.Unit
}

func (w *writer) party(p process.Party) string {
	if p.Person != "" {
		return w.book.Person(p.Person)
	}
	return w.book.Post(p.Role, p.Unit)
}

func (w *writer) answerText(b process.TaskAnswered) string {
	task := w.state.Task(b.Task)
	if task == nil {
		return "办理"
	}
	if task.Kind == process.TaskRead {
		return "已阅"
	}
	return "“" + stepTitle(w.def, task.Step) + "”：" + outcomeTitle(w.def, task.Step, b.Outcome)
}

func (w *writer) taskStep(id string) string {
	if task := w.state.Task(id); task != nil {
		return stepTitle(w.def, task.Step)
	}
	return ""
}

func (w *writer) holders(ids []string) string {
	var who []string
	for _, id := range ids {
		if t := w.state.Task(id); t != nil {
			who = append(who, w.party(process.Party{Person: t.Assignee, Role: poolRole(*t), Unit: poolUnit(*t)}))
		}
	}
	return strings.Join(who, "、")
}

func noteText(note string) string {
	if note == "" {
		return ""
	}
	return "（" + note + "）"
}

// recipient is to whom a delivery went.
func (w *writer) recipient(id string) string {
	for _, d := range w.state.Deliveries {
		switch {
		case d.ID != id:
		case d.Unit != "":
			return w.book.Unit(d.Unit)
		default:
			return d.Name
		}
	}
	return ""
}

func (w *writer) toldText(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	who := make([]string, len(ids))
	for i, id := range ids {
		who[i] = w.book.Person(id)
	}
	return "（" + strings.Join(who, "、") + "已打开过，已告知）"
}

func (w *writer) formText(form process.Form) string {
	var parts []string
	for _, v := range values(w.book, w.def, form) {
		parts = append(parts, or(v.Label, v.Key)+" "+strings.Join(v.Texts, "、"))
	}
	return strings.Join(parts, "；")
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func howText(how process.HowCame) string {
	return map[process.HowCame]string{
		process.CameReturn: "（退回）", process.CameStraight: "（直接送回退回人）", process.CameWithdraw: "（取回）",
		process.CameReopen: "（重新办理）", process.CameSkipped: "（条件不符，跳过）",
		process.CameStands: "（原签字有效，跳过）",
	}[how]
}

// codesText are the reasons that a return named from the list of its step.
func (w *writer) codesText(b process.Returned) string {
	step := w.def.Step(b.From)
	if step == nil || len(b.Codes) == 0 {
		return ""
	}
	var labels []string
	for _, o := range step.ReturnCodes {
		if slices.Contains(b.Codes, o.Value) {
			labels = append(labels, o.Label)
		}
	}
	return "：" + strings.Join(labels, "、")
}

func strategyText(s process.Strategy) string {
	if s == process.StraightBack {
		return "，改后直接送回"
	}
	return ""
}

func effectTitle(kind process.EffectKind) string {
	return map[process.EffectKind]string{
		process.EffectNumber: "编号", process.EffectRender: "排版", process.EffectDispatch: "分送",
		process.EffectNotify: "通知", process.EffectArchive: "组卷归档",
	}[kind]
}

// outcomeTitle is an outcome in the words of the table.
func outcomeTitle(def process.Definition, step string, outcome process.Outcome) string {
	if s := def.Step(step); s != nil {
		return s.Label(outcome)
	}
	return string(outcome)
}

func faultVerb(verb process.Verb) *fault.Fault {
	return fault.New(fault.Invalid, "VERB_NOT_FOR_PEOPLE", "不能以这种方式办理。").At("body.verb").With("verb", string(verb))
}

func faultNoText() *fault.Fault {
	return fault.New(fault.Invalid, "NO_TEXT", "此事项没有正文。").At("body.document")
}
