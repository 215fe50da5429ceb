package api_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/cases"
	"github.com/zhihui-renda/renda/models"
)

// together sends requests at the same moment.
func together(n int, send func(i int) asked) []asked {
	answers := make([]asked, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { answers[i] = send(i) })
	}
	wait.Wait()
	return answers
}

func TestAtOnceAndAgainOnBothDatabases(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, d *desk) {
		for name, story := range map[string]func(*desk){
			"two people on one task: one wins, the other is told who": twoPeopleOnOneTaskOneWinsAndTheOtherIsToldWho,
			"the same request at once gives the same answer":          theSameRequestAtOnceGivesTheSameAnswer,
			"a paper registered from two tablets is one case":         aPaperRegisteredAtOnceFromTwoTabletsIsOneCaseWithOneNumber,
			"numbers are reserved and voided by permission only":      numbersAreReservedAndVoidedByPermissionOnly,
		} {
			t.Run(name, func(t *testing.T) {
				desk := *d
				desk.t = t
				story(&desk)
			})
			d.keys += 100
		}
	})
}

func twoPeopleOnOneTaskOneWinsAndTheOtherIsToldWho(d *desk) {
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	people := []string{"registrar", "registrar2"}
	won, lost := 0, 0
	for i, answer := range together(2, func(i int) asked {
		return d.sendKey(people[i], http.MethodPost, at(id, "/acts"), fmt.Sprintf("both-%04d", i), way("approve", "", checked))
	}) {
		if answer.status == http.StatusOK {
			won++
			continue
		}
		lost++
		p := answer.refused(http.StatusConflict, "TASK_DONE")
		require.Equal(d.t, d.id(people[1-i]), p.Args["by"])
	}
	require.Equal(d.t, []int{1, 1}, []int{won, lost})
}

func theSameRequestAtOnceGivesTheSameAnswer(d *desk) {
	id := d.register("蕲春县水利和湖泊局关于整治漕河堤防的请示")
	answers := together(4, func(int) asked {
		return d.sendKey("registrar", http.MethodPost, at(id, "/acts"), "at-once-1", way("approve", "", checked))
	})
	for _, answer := range answers {
		require.JSONEq(d.t, string(answers[0].ok().body), string(answer.ok().body))
	}
	require.Equal(d.t, "propose", get[cases.Head](d, "registrar", at(id)).Step)
}

func aPaperRegisteredAtOnceFromTwoTabletsIsOneCaseWithOneNumber(d *desk) {
	type list struct {
		Items []models.Number `json:"items"`
	}
	const numbers = "/api/v1/number-series/npc-receipt/numbers?year=2026"
	before := len(get[list](d, "registrar", numbers).Items)
	body := map[string]any{
		"document": paper("蕲春县水利和湖泊局关于防汛物资的请示"), "register": map[string]any{"series": d.series("receipt")},
	}
	answers := together(4, func(int) asked {
		return d.sendKey("registrar", http.MethodPost, "/api/v1/documents/incoming", "two-tablets", body)
	})
	for _, answer := range answers {
		require.JSONEq(d.t, string(answers[0].ok().body), string(answer.ok().body))
	}
	require.Len(d.t, get[list](d, "registrar", numbers).Items, before+1)
}

func numbersAreReservedAndVoidedByPermissionOnly(d *desk) {
	const path = "/api/v1/number-series/npc-letter"
	ask := map[string]any{"count": 2, "reason": "大会期间预留"}
	d.send("registrar", http.MethodPost, path+"/reservations", ask).refused(http.StatusForbidden, "FORBIDDEN")
	type list struct {
		Items []models.Number `json:"items"`
	}
	first := d.sendKey("office_head", http.MethodPost, path+"/reservations", "reserve-1", ask).ok()
	again := d.sendKey("office_head", http.MethodPost, path+"/reservations", "reserve-1", ask).ok()
	require.JSONEq(d.t, string(first.body), string(again.body))
	d.sendKey("office_head", http.MethodPost, path+"/reservations", "reserve-1", map[string]any{"count": 3, "reason": "另一件事"}).
		refused(http.StatusConflict, "IDEMPOTENCY_KEY_REUSED")
	kept := into[list](first)
	require.Len(d.t, kept.Items, 2)
	require.Equal(d.t, models.NumberReserved, kept.Items[0].Status)

	void := fmt.Sprintf("%s/numbers/2026/%d/void", path, kept.Items[0].N)
	d.send("office_head", http.MethodPost, void, map[string]any{"reason": ""}).refused(http.StatusUnprocessableEntity, "VALIDATION")
	d.send("office_head", http.MethodPost, void, map[string]any{"reason": "会议取消"}).ok()
	d.send("office_head", http.MethodPost, void, map[string]any{"reason": "会议取消"}).refused(http.StatusConflict, "NUMBER_VOID")
	all := get[list](d, "registrar", path+"/numbers?year=2026")
	require.Len(d.t, all.Items, 2)
	require.Equal(d.t, "会议取消", all.Items[1].VoidReason)
}
