package process_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/process"
)

// formed is a case whose first step has the fields given.
func formed(t testingTB, fields ...process.Field) *caseTest {
	d := council(process.All, 0, false)
	d.Steps[0].Form = fields
	d.Steps[0].Next = map[process.Outcome]process.Target{process.OutcomeApprove: "file", "other": "file"}
	c := newCase(t, d)
	c.open("starter")
	return c
}

func TestValuesAreCheckedByTheirType(t *testing.T) {
	options := []process.Option{{Value: "x", Label: "甲"}, {Value: "y", Label: "乙"}}
	tests := map[string]struct {
		field process.Field
		good  [][]string
		bad   [][]string
	}{
		"text": {
			process.Field{Type: process.FieldText, Max: 3},
			[][]string{{"三个字"}, {""}},
			[][]string{{"四个字的"}, {"两\n行"}, {"a\x00b"}, {"\xff"}, {"甲", "乙"}},
		},
		"long": {
			process.Field{Type: process.FieldLong},
			[][]string{{"两\n行\t"}, {strings.Repeat("字", 500)}},
			[][]string{{strings.Repeat("字", 501)}, {"\x1b[31m"}},
		},
		"choice":  {process.Field{Type: process.FieldChoice, Options: options}, [][]string{{"x"}, {}}, [][]string{{"z"}, {"x", "y"}}},
		"choices": {process.Field{Type: process.FieldChoices, Options: options}, [][]string{{"x", "y"}}, [][]string{{"x", "z"}}},
		"tick":    {process.Field{Type: process.FieldTick}, [][]string{{"true"}, {}}, [][]string{{"yes"}, {"true", "true"}}},
		"date": {
			process.Field{Type: process.FieldDate},
			[][]string{{"2026-02-28"}, {"2020-01-01"}},
			[][]string{{"2026-02-30"}, {"2026-2-3"}, {"20260203"}, {"0001-01-01"}},
		},
		"future": {process.Field{Type: process.FieldDate, Future: true}, [][]string{{"2026-11-23"}}, [][]string{{"2026-11-22"}}},
		"number": {process.Field{Type: process.FieldNumber}, [][]string{{"0"}, {"042"}}, [][]string{{"-1"}, {"1.5"}, {"一"}, {strings.Repeat("9", 19)}}},
		"person": {process.Field{Type: process.FieldPerson}, [][]string{{"01J"}}, [][]string{{"a", "b"}, {strings.Repeat("x", 65)}}},
		"persons": {
			process.Field{Type: process.FieldPersons},
			[][]string{{"a", "b"}},
			[][]string{make201()},
		},
		"recipients": {
			process.Field{Type: process.FieldRecipients},
			[][]string{{"邮寄:县档案馆", "机要:县法院"}},
			[][]string{{"县档案馆"}, {":县档案馆"}, {"邮寄: "}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.field.Key, test.field.Label = "f", "此项"
			for _, values := range test.good {
				c := formed(t, test.field)
				c.do("starter", process.VerbApprove, with("f", values...))
			}
			for _, values := range test.bad {
				c := formed(t, test.field)
				err := c.try("starter", process.VerbApprove, with("f", values...))
				var r *process.Refusal
				require.ErrorAs(t, err, &r, "%q", values)
				require.Equal(t, process.Invalid, r.Kind)
				require.Equal(t, "form.f", r.Field)
				require.Contains(t, []process.Code{process.CodeFieldInvalid, process.CodeDatePast}, r.Code)
				require.Error(t, c.try("starter", process.VerbSave, with("f", values...)), "saving checks as well")
			}
		})
	}
}

func make201() []string {
	out := make([]string, 201)
	for i := range out {
		out[i] = "p"
	}
	return out
}

func TestRequiredMayHaveBeenSavedBefore(t *testing.T) {
	c := formed(t, process.Field{Key: "f", Label: "此项", Type: process.FieldText, Required: true})
	r := c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove)
	require.Equal(t, "form.f", r.Field)
	require.Contains(t, r.Detail, "此项")
	c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove, with("f", "  "))
	c.do("starter", process.VerbSave, with("f", "填好了"))
	c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove, with("f"))
	c.do("starter", process.VerbApprove)
	require.Equal(t, []string{"填好了"}, c.s.Form["f"])
}

func TestAFieldIsClearedByNoValues(t *testing.T) {
	c := formed(t, process.Field{Key: "f", Label: "此项", Type: process.FieldText})
	c.do("starter", process.VerbSave, with("f", "甲"))
	c.do("starter", process.VerbSave, with("f", ""))
	require.NotContains(t, c.s.Form, "f")
}

func TestADefaultFillsWhatNobodyFilled(t *testing.T) {
	field := process.Field{Key: "f", Label: "此项", Type: process.FieldText, Required: true, Default: []string{"常用"}}
	c := formed(t, field)
	c.do("starter", process.VerbApprove)
	require.Equal(t, []string{"常用"}, c.s.Form["f"])
	c = formed(t, field)
	c.do("starter", process.VerbApprove, with("f", "特别"))
	require.Equal(t, []string{"特别"}, c.s.Form["f"])
}

func TestAFieldMayBelongToOneOutcome(t *testing.T) {
	c := formed(t, process.Field{
		Key: "f", Label: "此项", Type: process.FieldText, Required: true, Outcomes: []process.Outcome{"other"},
	})
	c.refused(process.Invalid, process.CodeUnknownField, "starter", process.VerbApprove, with("f", "甲"))
	c.refused(process.Invalid, process.CodeFieldRequired, "starter", process.VerbApprove, outcome("other"))
	c.refused(process.Invalid, process.CodeUnknownOutcome, "starter", process.VerbApprove, outcome("none"))
	c.refused(process.Invalid, process.CodeUnknownField, "starter", process.VerbApprove, with("g", "甲"))
	c.do("starter", process.VerbApprove)
}

func TestTheOnlyOutcomeNeedNotBeNamed(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[0].Next = map[process.Outcome]process.Target{"done": "file"}
	d.Steps[0].Form = nil
	c := newCase(t, d)
	c.open("starter")
	c.do("starter", process.VerbApprove)
	require.Equal(t, process.Outcome("done"), c.s.Visits[0].Outcome)

	d.Steps[0].Next["given up"] = "end:revoked"
	c = newCase(t, d)
	c.open("starter")
	c.refused(process.Invalid, process.CodeUnknownOutcome, "starter", process.VerbApprove)
}

func TestWordsOfACommandAreChecked(t *testing.T) {
	long := strings.Repeat("字", 4001)
	tests := map[string]func(*process.Command){
		"opinion.text": saying(long),
		"opinion.ink":  func(c *process.Command) { c.Opinion = &process.Opinion{Ink: strings.Repeat("x", 65)} },
		"reason":       because(long),
		"text.hash":    text("h\n"),
	}
	for field, part := range tests {
		c := formed(t)
		r := c.refused(process.Invalid, process.CodeFieldInvalid, "starter", process.VerbApprove, part)
		require.Equal(t, field, r.Field)
	}
	c := formed(t)
	c.refused(process.Invalid, process.CodeFieldInvalid, "starter", process.VerbCirculate, to(make201()...))
	c.refused(process.Denied, process.CodeNotAssignee, "stranger", process.VerbApprove, saying(long))
}

func TestAnOpinionMayBeRequired(t *testing.T) {
	d := council(process.All, 0, false)
	d.Steps[1].OpinionRequired = true
	c := newCase(t, d)
	c.open("starter", with("members", "a"))
	c.do("starter", process.VerbApprove)
	c.refused(process.Invalid, process.CodeOpinionRequired, "a", process.VerbApprove)
	c.refused(process.Invalid, process.CodeOpinionRequired, "a", process.VerbApprove, saying("   "))
	c.do("a", process.VerbApprove, func(cmd *process.Command) { cmd.Opinion = &process.Opinion{Ink: "file1"} })
}
