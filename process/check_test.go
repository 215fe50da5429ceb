package process_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/process"
)

func TestTheTablesOfTheStoriesPassTheCheck(t *testing.T) {
	require.NoError(t, issue().Check())
	require.NoError(t, handling().Check())
	require.NoError(t, council(process.All, 0, true).Check())
	require.NoError(t, council(process.Share, 60, false).Check())
}

// flaws are what the check says of each way to spoil a table.
var flaws = map[string]string{
	"a choice of nothing":            "字段“f”须是选择类型才有选项，选择类型须有选项",
	"a circulation to nobody":        "没有类型相符的字段“x”",
	"a clock by a wrong word":        "时限规则“c”没有可用的期限",
	"a clock of no field":            "没有类型相符的字段“x”",
	"a clock twice":                  "“c”为空、缺少名称或重复",
	"a clock without a budget":       "时限规则“c”没有可用的期限",
	"a condition on nothing":         "没有类型相符的字段“x”",
	"a default against the type":     "字段“f”的默认值不合规则",
	"a dispatch to nobody":           "没有填写收件单位的字段",
	"a field of no outcome":          "没有办理结果“x”",
	"a field of no part":             "不认识的分工“x”",
	"a field of two types":           "字段“f”的类型“magic”不认识",
	"a field that is not":            "没有类型相符的字段“nobody”",
	"a field twice":                  "“members”为空、缺少名称或重复",
	"a first step to skip":           "第一个环节须有确定的办理人，不能跳过",
	"a label for nothing":            "没有办理结果“x”",
	"a loop of standing answers":     "从这里可以不经过任何人而绕回原处",
	"a loop without anybody":         "从这里可以不经过任何人而绕回原处",
	"a number for nothing":           "编号须有用途和字号",
	"a percent without share":        "票签须有 1 到 100 的百分比，其他方式不能有",
	"a pool without a unit":          "岗位须有角色和单位",
	"a preference for nothing":       "没有办理结果“x”",
	"a series from no field":         "没有类型相符的字段“x”",
	"a share of nothing":             "票签须有 1 到 100 的百分比，其他方式不能有",
	"a signature nowhere":            "环节“open”不是签发环节",
	"a skipped step without approve": "票签和可以跳过的环节须有结果“approve”",
	"a step nobody comes to":         "没有环节通向这里",
	"a step twice":                   "“vote”为空、缺少名称或重复",
	"a step without a title":         "缺少键或名称",
	"a step without a way out":       "从这里走不到结束",
	"a target that is not":           "没有环节“nowhere”",
	"a verb of the system":           "不认识的操作“clock”",
	"a veto without a no":            "票签和一票否决须有结果“disagree”",
	"an effect at no time":           "后续事项“render”须写明进入或离开，进入时不能按结果区分",
	"an effect of no outcome":        "没有办理结果“x”",
	"an end that is not":             "不认识的结束状态“end:open”",
	"an outcome on entering":         "后续事项“render”须写明进入或离开，进入时不能按结果区分",
	"an unknown actor":               "不认识的办理人类型“anybody”",
	"an unknown condition":           "不认识的条件“more”",
	"an unknown effect":              "不认识的后续事项“magic”",
	"an unknown mode":                "不认识的办理方式“most”",
	"an unknown part":                "不认识的分工“third”",
	"an unknown rule":                "没有时限规则“soon”",
	"an unknown verb":                "不认识的操作“dance”",
	"apart from itself":              "没有环节“vote”",
	"no key":                         "缺少键或名称",
	"no outcome":                     "没有办理结果",
	"no steps":                       "没有环节",
	"no version":                     "版本须从 1 开始",
	"nobody":                         "没有办理人",
	"one of many":                    "单人办理的环节不能由“members”指定多人",
	"one twice":                      "单人办理的环节不能由“file”指定多人",
	"same as nowhere":                "没有环节“nowhere”",
	"two types of one field":         "字段“members”在不同环节的类型不同",
	"units that are persons":         "没有类型相符的字段“members”",
}

func TestACheckNamesEachFlaw(t *testing.T) {
	field := func(f process.Field) func(*process.Definition) {
		return func(d *process.Definition) { d.Steps[0].Form = append(d.Steps[0].Form, f) }
	}
	vote := func(change func(*process.Step)) func(*process.Definition) {
		return func(d *process.Definition) { change(&d.Steps[1]) }
	}
	effect := func(e process.Effect) func(*process.Definition) {
		return vote(func(s *process.Step) { s.Effects = append(s.Effects, e) })
	}
	clock := func(r process.ClockRule) func(*process.Definition) {
		return func(d *process.Definition) { d.Clocks = append(d.Clocks, r) }
	}
	actor := func(a process.Actor) func(*process.Definition) {
		return vote(func(s *process.Step) { s.Actors = append(s.Actors, a) })
	}
	tests := map[string]func(*process.Definition){
		"no key":                  func(d *process.Definition) { d.Key = "" },
		"no version":              func(d *process.Definition) { d.Version = 0 },
		"no steps":                func(d *process.Definition) { d.Steps = nil },
		"a step twice":            func(d *process.Definition) { d.Steps[2].Key = "vote" },
		"a step without a title":  vote(func(s *process.Step) { s.Title = "" }),
		"an unknown mode":         vote(func(s *process.Step) { s.Mode = "most" }),
		"a share of nothing":      vote(func(s *process.Step) { s.Mode = process.Share }),
		"a percent without share": vote(func(s *process.Step) { s.Percent = 50 }),
		"a veto without a no":     func(d *process.Definition) { d.Steps[2].Veto = true },
		"an unknown rule":         vote(func(s *process.Step) { s.Due = "soon" }),
		"an unknown verb":         vote(func(s *process.Step) { s.Verbs = []process.Verb{"dance"} }),
		"a verb of the system":    vote(func(s *process.Step) { s.Verbs = []process.Verb{process.VerbClock} }),
		"nobody":                  vote(func(s *process.Step) { s.Actors = nil }),
		"an unknown actor":        actor(process.Actor{Kind: "anybody"}),
		"a pool without a unit":   actor(process.Actor{Kind: process.ActorPool, Role: "r"}),
		"a field that is not":     actor(process.Actor{Kind: process.ActorField, Field: "nobody"}),
		"units that are persons":  actor(process.Actor{Kind: process.ActorUnits, Role: "r", Field: "members"}),
		"same as nowhere":         actor(process.Actor{Kind: process.ActorSameAs, Step: "nowhere"}),
		"an unknown part":         actor(process.Actor{Kind: process.ActorInitiator, Part: "third"}),
		"one of many":             vote(func(s *process.Step) { s.Mode = process.One }),
		"one twice": func(d *process.Definition) {
			d.Steps[2].Actors = append(d.Steps[2].Actors, process.Actor{Kind: process.ActorInitiator})
		},
		"a first step to skip":       func(d *process.Definition) { d.Steps[0].Actors[0].Optional = true },
		"a field twice":              field(process.Field{Key: "members", Label: "又", Type: process.FieldPersons}),
		"a field of two types":       field(process.Field{Key: "f", Label: "甲", Type: "magic"}),
		"a choice of nothing":        field(process.Field{Key: "f", Label: "甲", Type: process.FieldChoice}),
		"a default against the type": field(process.Field{Key: "f", Label: "甲", Type: process.FieldDate, Default: []string{"x"}}),
		"a field of no outcome":      field(process.Field{Key: "f", Label: "甲", Type: process.FieldText, Outcomes: []process.Outcome{"x"}}),
		"a field of no part":         field(process.Field{Key: "f", Label: "甲", Type: process.FieldText, Part: "x"}),
		"two types of one field": func(d *process.Definition) {
			d.Steps[1].Form = []process.Field{{Key: "members", Label: "成员", Type: process.FieldUnits}}
		},
		"no outcome":               vote(func(s *process.Step) { s.Next = nil }),
		"a target that is not":     vote(func(s *process.Step) { s.Next["x"] = "nowhere" }),
		"an end that is not":       vote(func(s *process.Step) { s.Next["x"] = "end:open" }),
		"a preference for nothing": vote(func(s *process.Step) { s.Prefer = []process.Outcome{"x"} }),
		"a label for nothing":      vote(func(s *process.Step) { s.Labels = map[process.Outcome]string{"x": "y"} }),
		"a skipped step without approve": vote(func(s *process.Step) {
			s.When = []process.Condition{{Field: "members", Op: "set"}}
			s.Next = map[process.Outcome]process.Target{"x": "file", process.OutcomeDisagree: "file"}
		}),
		"a condition on nothing": vote(func(s *process.Step) { s.When = []process.Condition{{Field: "x", Op: "set"}} }),
		"an unknown condition":   vote(func(s *process.Step) { s.When = []process.Condition{{Field: "members", Op: "more"}} }),
		"apart from itself":      vote(func(s *process.Step) { s.NotBy = []string{"vote"} }),
		"a signature nowhere": vote(func(s *process.Step) {
			s.NeedsSigned = &process.NeedsSigned{Step: "open", Outcomes: []process.Outcome{process.OutcomeApprove}}
		}),
		"an unknown effect":          effect(process.Effect{Kind: "magic", On: "leave"}),
		"an effect at no time":       effect(process.Effect{Kind: process.EffectRender}),
		"an outcome on entering":     effect(process.Effect{Kind: process.EffectRender, On: "enter", Outcomes: []process.Outcome{yes}}),
		"a number for nothing":       effect(process.Effect{Kind: process.EffectNumber, On: "leave"}),
		"a series from no field":     effect(process.Effect{Kind: process.EffectNumber, On: "leave", Slot: "n", Series: "@x"}),
		"a dispatch to nobody":       effect(process.Effect{Kind: process.EffectDispatch, On: "leave"}),
		"a circulation to nobody":    effect(process.Effect{Kind: process.EffectCirculate, On: "leave", Series: "@x"}),
		"an effect of no outcome":    effect(process.Effect{Kind: process.EffectRender, On: "leave", Outcomes: []process.Outcome{"x"}}),
		"a clock without a budget":   clock(process.ClockRule{Key: "c", Title: "时限"}),
		"a clock twice":              func(d *process.Definition) { clock(week())(d); clock(week())(d) },
		"a clock by a wrong word":    clock(process.ClockRule{Key: "c", ByUrgency: map[string]int{"快": 1}}),
		"a clock of no field":        clock(process.ClockRule{Key: "c", Field: "x"}),
		"a step nobody comes to":     func(d *process.Definition) { d.Steps[0].Next[yes] = "file" },
		"a step without a way out":   func(d *process.Definition) { d.Steps[2].Next[yes] = "open"; d.Steps[1].Next[no] = "open" },
		"a loop without anybody":     emptyLoop,
		"a loop of standing answers": standingLoop,
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			d := council(process.All, 0, false)
			require.NoError(t, d.Check())
			spoil(&d)
			err := d.Check()
			var bad *process.BadDefinition
			require.ErrorAs(t, err, &bad)
			require.Equal(t, flaws[name], bad.Flaws[0].Problem)
			require.NotContains(t, bad.Error(), "%!")
		})
	}
}

func week() process.ClockRule {
	return process.ClockRule{Key: "c", Title: "时限", Amount: 5, Unit: process.UnitWorkdays}
}

// emptyLoop makes vote and file lead to each other, both skipped by a condition.
func emptyLoop(d *process.Definition) {
	for i := 1; i <= 2; i++ {
		d.Steps[i].When = []process.Condition{{Field: "members", Op: "empty"}}
	}
	d.Steps[1].Next[yes] = "file"
	d.Steps[2].Next = map[process.Outcome]process.Target{yes: "vote", no: "end:completed"}
}

// standingLoop makes a skipped step lead to one whose signatures stand, and that
// one to a skipped step which leads back.
func standingLoop(d *process.Definition) {
	when := []process.Condition{{Field: "members", Op: "empty"}}
	signed, last := d.Steps[1], d.Steps[2]
	signed.Key, signed.Signs = "signed", true
	signed.Next = map[process.Outcome]process.Target{yes: "file"}
	d.Steps[1].When, d.Steps[1].Next = when, map[process.Outcome]process.Target{yes: "signed"}
	last.When, last.Next = when, map[process.Outcome]process.Target{yes: "vote", no: "end:completed"}
	d.Steps = []process.Step{d.Steps[0], d.Steps[1], signed, last}
}

// A definition that passes the check never leaves a case without a way on: each
// case can be brought to an end by people who answer what they are asked.
func TestACheckedDefinitionCanBeFinished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallWorld(t, anyDefinition(t))
		for range 200 {
			if c.s.Status.Closed() {
				return
			}
			task := c.openTasks()[0]
			by := task.Assignee
			if by == "" {
				by = "joker"
				c.people[by] = process.Person{Posts: []process.Post{*task.Pool}}
			}
			cmd := c.command(by, process.VerbApprove, onTask(task.ID), because("不再等待"))
			cmd.Form = process.Form{}
			for _, f := range c.d.Step(c.s.Step).Form {
				if f.Required {
					cmd.Form[f.Key] = value(t, f)
				}
			}
			if _, err := c.send(cmd); err != nil {
				var r *process.Refusal
				require.ErrorAs(t, err, &r)
				require.Contains(t, []process.Code{
					process.CodeSeparation, process.CodeNobodyThere, process.CodeUnknownOutcome, process.CodeNotSigned,
				}, r.Code, r.Detail)
				return
			}
		}
		t.Fatalf("the case goes round and round: %s", asJSON(t, c.s.Visits))
	})
}
