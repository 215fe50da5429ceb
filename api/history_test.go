package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/process"
)

// said is the line of a case's history that begins with the words.
func (d *desk) said(person, id, words string) cases.Line {
	d.t.Helper()
	for _, line := range get[cases.History](d, person, at(id, "/events")).Items {
		if strings.HasPrefix(line.Text, words) {
			return line
		}
	}
	require.Fail(d.t, "no line", words)
	return cases.Line{}
}

// proposed is a paper before the office head.
func (d *desk) proposed(title string) string {
	id := d.register(title)
	d.act("registrar", id, way("approve", "", checked))
	return id
}

func TestTheHistorySaysWhoAskedWhomAndWhy(t *testing.T) {
	d := newDesk(t)
	id := d.proposed("蕲春县水利和湖泊局关于整治赤东湖的请示")
	person := func(user string) map[string]any { return map[string]any{"person": d.id(user)} }
	d.act("registrar", id, map[string]any{"verb": "circulate", "to": []any{person("chair"), person("vice_chair")}})
	read := d.said("registrar", id, "传阅给")
	require.False(t, read.Minor)
	require.Contains(t, read.Text, "、", "one line for all who were asked together")
	tasks := get[cases.List[cases.Task]](d, "registrar", at(id, "/tasks")).Items
	reading := tasks[len(tasks)-1].ID
	d.act("registrar", id, map[string]any{"verb": "recall", "tasks": []string{reading}})
	require.False(t, d.said("registrar", id, "收回").Minor)

	d.act("office_head", id, map[string]any{"verb": "add-signer", "position": "parallel", "to": []any{person("chair")}, "reason": "请先核实。"})
	added := d.said("registrar", id, "加签给")
	require.Equal(t, []any{"请先核实。", false}, []any{added.Reason, added.Minor})
	tasks = get[cases.List[cases.Task]](d, "office_head", at(id, "/tasks")).Items
	d.act("office_head", id, map[string]any{"verb": "remove-signer", "tasks": []string{tasks[len(tasks)-1].ID}, "reason": "不必了。"})
	removed := d.said("registrar", id, "减去")
	require.Equal(t, []any{"不必了。", false}, []any{removed.Reason, removed.Minor})

	d.act("office_head", id, map[string]any{"verb": "reroute", "target": "first_check", "reason": "请重新初审。"})
	moved := d.said("registrar", id, "调度到“初审”")
	require.Equal(t, []any{"请重新初审。", false}, []any{moved.Reason, moved.Minor})
}

func TestNobodyIsOfferedWhatNobodyMaySend(t *testing.T) {
	d := newDesk(t)
	id := d.proposed("蕲春县水利和湖泊局关于整治赤西湖的请示")
	d.act("office_head", id, way("instruct", "拟请批示。", map[string][]string{"leaders": {d.id("vice_chair")}})) // somebody who might leave
	for _, one := range get[cases.Options](d, "office_head", at(id, "/options")).Items {
		require.NotEqual(t, process.VerbHandOver, one.Verb)
	}
	d.send("office_head", http.MethodPost, at(id, "/acts"), map[string]any{"verb": "hand-over"}).refused(http.StatusUnprocessableEntity, "VERB_NOT_FOR_PEOPLE")
}

func TestWhatAFormNamesIsShownInWords(t *testing.T) {
	d := newDesk(t)
	id := d.proposed("蕲春县水利和湖泊局关于整治策湖的请示")
	for _, value := range get[cases.Head](d, "registrar", "/api/v1/cases/"+id).Form {
		if value.Type == process.FieldSeries {
			require.NotEqual(t, value.Values, value.Texts, "a number series by its title")
			return
		}
	}
	require.Fail(t, "no number series in the form")
}

func TestWhoIsAtWorkOnACaseHearsOfNewReaders(t *testing.T) {
	d := newDesk(t)
	d.run()
	d.clock.pass(0)
	id := d.proposed("蕲春县水利和湖泊局关于整治遗爱湖的请示")
	d.act("office_head", id, way("instruct", "拟请批示。", map[string][]string{"leaders": {d.id("vice_chair")}}))
	leader := d.listen("vice_chair", "")
	d.act("registrar", id, map[string]any{"verb": "circulate", "to": []any{map[string]any{"person": d.id("chair")}}})
	for event := next(t, leader); !strings.Contains(event[2], `"kind":"case"`); event = next(t, leader) {
		require.Equal(t, "note", event[0])
	}
}
