package process

import "time"

// Verb is something a person, or the system on its own account, does to a case.
type Verb string

// The verbs; domain names in Chinese as offices use them.
const (
	VerbOpen         Verb = "open"          // 发起: the first command of every case
	VerbSave         Verb = "save"          // 暂存: keep form and text without ending the task
	VerbApprove      Verb = "approve"       // 同意, 办理: answer the task with an outcome
	VerbSubmit       Verb = "submit"        // 提交: approve by the initiator at the first step
	VerbReturn       Verb = "return"        // 退回
	VerbReject       Verb = "reject"        // 否决: ends the case
	VerbWithdraw     Verb = "withdraw"      // 取回
	VerbRevoke       Verb = "revoke"        // 撤销, by the initiator
	VerbTransfer     Verb = "transfer"      // 转办
	VerbDelegate     Verb = "delegate"      // 委派: comes back
	VerbAddSigner    Verb = "add-signer"    // 加签
	VerbRemoveSigner Verb = "remove-signer" // 减签
	VerbChooseNext   Verb = "choose-next"   // 自选下一步: approve to any allowed step and persons
	VerbCirculate    Verb = "circulate"     // 传阅
	VerbRecall       Verb = "recall"        // 收回传阅
	VerbRead         Verb = "read"          // 已阅
	VerbSee          Verb = "see"           // opened for the first time
	VerbUrge         Verb = "urge"          // 催办
	VerbClaim        Verb = "claim"         // 认领
	VerbRelease      Verb = "release"       // 放回
	VerbFollow       Verb = "follow"        // 关注
	VerbUnfollow     Verb = "unfollow"      // 取消关注
	VerbSuspend      Verb = "suspend"       // 挂起
	VerbResume       Verb = "resume"        // 恢复
	VerbReroute      Verb = "reroute"       // 调度
	VerbTerminate    Verb = "terminate"     // 终止
	VerbReopen       Verb = "reopen"        // 重新办理, of a closed case
	VerbExtend       Verb = "extend"        // 延期
	VerbReceipt      Verb = "receipt"       // 签收回执, of something dispatched
	VerbHandOver     Verb = "hand-over"     // 移交: one person's open tasks to another, on leaving
	VerbAnnul        Verb = "annul"         // 撤销文件: what was issued is void from the start
	VerbRepeal       Verb = "repeal"        // 废止文件: it holds no more from a day on

	// Verbs of the system; no person may send them.
	VerbClock      Verb = "clock"       // a clock's alarm came
	VerbRecompute  Verb = "recompute"   // the calendar changed
	VerbEffectDone Verb = "effect-done" // the result of an effect
	VerbLapse      Verb = "lapse"       // delegations and posts that hold no more
)

// SeqUnseen as ExpectSeq: the client did not say which state it showed.
const SeqUnseen = -1

// System is the id of the actor of system verbs.
const System = "system"

// Command is one act as it was asked for.
type Command struct {
	ID   string    `json:"id"` // idempotency key
	Verb Verb      `json:"verb"`
	At   time.Time `json:"at"`
	By   Person    `json:"by"`
	Port string    `json:"port,omitempty"` // pc, tablet, phone, api, system
	// Task is the task acted on; empty where the verb concerns the case, or
	// when the actor has exactly one task open.
	Task string `json:"task,omitempty"`
	// ExpectSeq, when not 0, is the seq the client last saw: if the task acted
	// on has changed since, the act is refused with CodeStale. SeqUnseen is a
	// client that does not say what it saw: it cannot sign.
	ExpectSeq int64    `json:"expect_seq,omitempty"`
	Outcome   Outcome  `json:"outcome,omitempty"`
	Opinion   *Opinion `json:"opinion,omitempty"`
	Form      Form     `json:"form,omitempty"`
	Text      *Text    `json:"text,omitempty"` // open, save, approve: the text as it now is; the kernel counts versions
	// Title and Urgency, in save and approve where the text may be changed,
	// change what the case is called and how urgent it is.
	Title    string           `json:"title,omitempty"`
	Urgency  *string          `json:"urgency,omitempty"`
	To       []Party          `json:"to,omitempty"`     // transfer, delegate, add-signer, choose-next, circulate, reroute
	Tasks    []string         `json:"tasks,omitempty"`  // urge, recall, remove-signer: which; empty means all that one may
	From     string           `json:"from,omitempty"`   // hand-over: the person who leaves
	Target   string           `json:"target,omitempty"` // return, choose-next, reroute: step key; "previous" and "initiator" for return
	Strategy Strategy         `json:"strategy,omitempty"`
	Position Position         `json:"position,omitempty"`
	Order    CirculationOrder `json:"order,omitempty"`
	Until    string           `json:"until,omitempty"` // extend: the new day, 2006-01-02
	Clock    string           `json:"clock,omitempty"` // extend, clock: clock id
	Alarm    AlarmKind        `json:"alarm,omitempty"`
	Effect   *EffectResult    `json:"effect,omitempty"`
	Receipt  *Receipt         `json:"receipt,omitempty"`
	Opening  *Opening         `json:"opening,omitempty"` // open only
	// Lapsed is filled in by the commit, for lapse only.
	Lapsed *Lapsed `json:"lapsed,omitempty"`
	Reason string  `json:"reason,omitempty"`
}

// Opening is what a case starts with.
type Opening struct {
	CaseID    string `json:"case_id"`
	Title     string `json:"title"`
	Urgency   string `json:"urgency,omitempty"`
	OwnerUnit string `json:"owner_unit"` // the organ
	Unit      string `json:"unit"`       // the initiator's unit
	// NounKind and NounID name the row the case is about.
	NounKind string `json:"noun_kind,omitempty"`
	NounID   string `json:"noun_id,omitempty"`
}

// Person is who acts, as the commit found him at that moment.
type Person struct {
	ID string `json:"id"`
	// Posts are the roles held, each expanded to the unit and every unit above
	// it up to the organ.
	Posts []Post `json:"posts,omitempty"`
	// Powers are the verbs that policy grants on this case without a task
	// (urge, suspend, resume, reroute, terminate, extend, ...).
	Powers []Verb `json:"powers,omitempty"`
}

// Post is a role held in a unit.
type Post struct {
	Role string `json:"role"`
	Unit string `json:"unit"`
}

// Party is a person, or a role in a unit.
type Party struct {
	Person string `json:"person,omitempty"`
	Role   string `json:"role,omitempty"`
	Unit   string `json:"unit,omitempty"`
}

// Form is what was filled in: field key to values.
type Form map[string][]string

// Text is a version of what the case is about, by the hash that signatures bind.
type Text struct {
	Hash    string `json:"hash"`
	Version int    `json:"version"`
}

// Opinion is what somebody wrote or drew. It is never edited.
type Opinion struct {
	Text string `json:"text,omitempty"`
	// Ink is the file id of handwriting strokes.
	Ink string `json:"ink,omitempty"`
}

// Strategy says how a case comes back after a return.
type Strategy string

// The return strategies.
const (
	WalkAgain    Strategy = "walk"     // step by step again
	StraightBack Strategy = "straight" // directly to the one who returned it
)

// Position says where an added signer stands.
type Position string

// The positions of added signers.
const (
	Before   Position = "before"   // my task sleeps until theirs is done
	After    Position = "after"    // the step is not done until theirs is
	Parallel Position = "parallel" // theirs counts with mine
)

// CirculationOrder says whether readers read at once or one after another.
type CirculationOrder string

// The orders of circulation.
const (
	AtOnce  CirculationOrder = "at_once"
	InOrder CirculationOrder = "in_order"
)

// EffectResult is how an effect ended.
type EffectResult struct {
	ID     string            `json:"id"`
	Failed string            `json:"failed,omitempty"` // reason, empty when it worked
	Data   map[string]string `json:"data,omitempty"`
}

// Receipt says that a recipient has a dispatched paper.
type Receipt struct {
	Delivery string `json:"delivery"` // id of the delivery
	Name     string `json:"name"`     // who signed, as written
	On       string `json:"on"`       // 2006-01-02
	Note     string `json:"note,omitempty"`
}
