package process_test

import "github.com/zhihui-renda/renda/process"

// everyVerb is what a step of the test definitions allows.
var everyVerb = []process.Verb{
	process.VerbSave, process.VerbReturn, process.VerbReject, process.VerbRevoke, process.VerbTransfer,
	process.VerbDelegate, process.VerbAddSigner, process.VerbChooseNext, process.VerbCirculate,
}

// issue is an outgoing paper in short: draft, review by somebody else,
// countersign by all, sign, recheck, dispatch.
func issue() process.Definition {
	approve := func(to process.Target) map[process.Outcome]process.Target {
		return map[process.Outcome]process.Target{process.OutcomeApprove: to}
	}
	return process.Definition{
		Key: "test.issue", Title: "发文", Version: 1,
		Steps: []process.Step{
			{
				Key: "draft", Title: "拟稿", Mode: process.One, Verbs: everyVerb,
				Actors: []process.Actor{{Kind: process.ActorInitiator}},
				Form: []process.Field{
					{Key: "kind", Label: "文种", Type: process.FieldText, Required: true},
					{Key: "countersigners", Label: "会签", Type: process.FieldPersons},
					{Key: "due", Label: "期限", Type: process.FieldDate, Future: true},
				},
				Next: approve("review"),
			},
			{
				Key: "review", Title: "核稿", Mode: process.One, Verbs: everyVerb, NotBy: []string{"draft"},
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "unit_head", Unit: process.UnitInitiator}},
				Next:   approve("countersign"), Due: "week", Box: "核稿",
			},
			{
				Key: "countersign", Title: "会签", Mode: process.All, Verbs: everyVerb, Signs: true, Veto: true,
				Actors: []process.Actor{{Kind: process.ActorField, Field: "countersigners", Optional: true}},
				When:   []process.Condition{{Field: "countersigners", Op: "set"}},
				Next: map[process.Outcome]process.Target{
					process.OutcomeApprove: "sign", process.OutcomeDisagree: "draft",
				},
			},
			{
				Key: "sign", Title: "签发", Mode: process.One, Verbs: everyVerb, Signs: true,
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "chair", Unit: process.UnitOwner}},
				Next:   approve("recheck"), Due: "urgency", Box: "签发",
			},
			{
				Key: "recheck", Title: "复核", Mode: process.One, Verbs: everyVerb,
				Actors: []process.Actor{{Kind: process.ActorPool, Role: "registrar", Unit: process.UnitOwner}},
				Form: []process.Field{
					{Key: process.FieldInside, Label: "分送单位", Type: process.FieldUnits},
					{Key: process.FieldOutside, Label: "外送单位", Type: process.FieldRecipients},
				},
				Next: map[process.Outcome]process.Target{
					process.OutcomeApprove: "dispatch", "substantive": "sign",
				},
				NeedsSigned: &process.NeedsSigned{Step: "sign", Outcomes: []process.Outcome{process.OutcomeApprove}},
				Effects: []process.Effect{{
					Kind: process.EffectNumber, On: "leave", Outcomes: []process.Outcome{process.OutcomeApprove},
					Slot: "doc_no", Series: "蕲常发",
				}},
			},
			{
				Key: "dispatch", Title: "核发", Mode: process.One, WaitsForReaders: true, Final: true,
				Verbs:   []process.Verb{process.VerbCirculate, process.VerbReturn},
				Actors:  []process.Actor{{Kind: process.ActorPool, Role: "registrar", Unit: process.UnitOwner}},
				Effects: []process.Effect{{Kind: process.EffectDispatch, On: "enter"}, {Kind: process.EffectRender, On: "leave"}},
				Next:    approve("end:completed"),
			},
		},
		Clocks: []process.ClockRule{
			{Key: "week", Title: "五个工作日", Amount: 5, Unit: "wd", Field: "due"},
			{Key: "urgency", Title: "按紧急程度", ByUrgency: map[string]int{"": 5, "加急": 3, "特急": 1}},
		},
	}
}

// council is one step of a mode between an opening and a filing step; its
// members are named at the opening.
func council(mode process.Mode, percent int, veto bool) process.Definition {
	return process.Definition{
		Key: "test.council", Title: "会议", Version: 1,
		Steps: []process.Step{
			{
				Key: "open", Title: "发起", Mode: process.One, Verbs: everyVerb,
				Actors: []process.Actor{{Kind: process.ActorInitiator}},
				Form:   []process.Field{{Key: "members", Label: "成员", Type: process.FieldPersons, Required: true}},
				Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "vote"},
			},
			{
				Key: "vote", Title: "表决", Mode: mode, Percent: percent, Veto: veto, Verbs: everyVerb,
				Actors: []process.Actor{{Kind: process.ActorField, Field: "members"}},
				Next: map[process.Outcome]process.Target{
					process.OutcomeApprove: "file", process.OutcomeDisagree: "end:returned",
				},
			},
			{
				Key: "file", Title: "归档", Mode: process.One, Verbs: everyVerb,
				Actors: []process.Actor{{Kind: process.ActorInitiator}},
				Next:   map[process.Outcome]process.Target{process.OutcomeApprove: "end:completed"},
			},
		},
	}
}

// newIssue is an issue case with people for every step.
func newIssue(t testingTB) *caseTest {
	c := newCase(t, issue())
	c.post("head", "unit_head", "office")
	c.post("head2", "unit_head", "office")
	c.post("drafter", "unit_head", "office") // may not review his own draft
	c.post("chair", "chair", "npc")
	c.post("registrar", "registrar", "npc")
	c.post("water_clerk", "clerk_in", "water")
	c.power("boss", process.VerbSuspend, process.VerbResume, process.VerbReroute, process.VerbTerminate,
		process.VerbReopen, process.VerbExtend, process.VerbHandOver, process.VerbUrge, process.VerbRecall,
		process.VerbReceipt, process.VerbRemoveSigner, process.VerbCirculate)
	return c
}

// newCouncil is a council case at its vote.
func newCouncil(t testingTB, mode process.Mode, percent int, veto bool, members ...string) *caseTest {
	c := newCase(t, council(mode, percent, veto))
	c.open("starter", with("members", members...))
	c.do("starter", process.VerbApprove)
	return c
}
