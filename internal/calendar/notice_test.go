package calendar_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/testkit"
)

func shippedYear(t testing.TB, year int) calendar.Year {
	for _, y := range calendar.Shipped() {
		if y.Year == year {
			y.Days = append([]calendar.Day(nil), y.Days...)
			return y
		}
	}
	t.Fatalf("%d is not shipped", year)
	return calendar.Year{}
}

func TestTheShippedYearsAreThoseOfThePublicFiles(t *testing.T) {
	for year := 2020; year <= 2026; year++ {
		data, err := os.ReadFile(testkit.Shared(t, "data", "holidays", fmt.Sprintf("%d.json", year)))
		require.NoError(t, err)
		want, err := calendar.ReadNotice(data, year, "")
		require.NoError(t, err)
		want.Days = slices.DeleteFunc(want.Days, func(d calendar.Day) bool {
			return d.Kind == calendar.Work && !d.Date.Weekend() // 2020-02-03, see data/README.md
		})
		require.Empty(t, want.Check())
		require.Equal(t, want.Days, shippedYear(t, year).Days)
	}
}

func TestANoticeReadsFromCSVAndFromJSON(t *testing.T) {
	want := shippedYear(t, 2026)
	var table strings.Builder
	table.WriteString("\uFEFFname,date,kind\r\n")
	for _, d := range want.Days {
		fmt.Fprintf(&table, "%s,%s,%s\r\n", d.Name, d.Date, d.Kind)
	}
	got, err := calendar.ReadNotice([]byte(table.String()), 2026, want.Source)
	require.NoError(t, err)
	require.Equal(t, want, got)

	data, err := json.Marshal(want)
	require.NoError(t, err)
	got, err = calendar.ReadNotice(data, 2026, "")
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestANoticeThatCannotBeReadIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           "",
		"not UTF-8":       "date,kind,name\n2026-01-01,rest,\xd4\xaa\xb5\xa9\n",
		"column missing":  "date,name\n2026-01-01,元旦\n",
		"ragged row":      "date,kind,name\n2026-01-01,rest\n",
		"broken JSON":     `{"year":2026,`,
		"unknown field":   `{"year":2026,"extra":1}`,
		"another year":    `{"year":2025,"days":[]}`,
		"bad date in CSV": "date,kind,name\n2026-02-30,rest,春节\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := calendar.ReadNotice([]byte(text), 2026, "通知")
			require.Equal(t, fault.Invalid, fault.KindOf(err))
		})
	}
}

func TestANoticeThatCannotBeRightIsToldRowByRow(t *testing.T) {
	drop := func(y *calendar.Year, name string) {
		var kept []calendar.Day
		for _, d := range y.Days {
			if d.Name != name {
				kept = append(kept, d)
			}
		}
		y.Days = kept
	}
	for name, row := range map[string]struct {
		spoil func(*calendar.Year)
		says  string
	}{
		"a holiday is missing":       {func(y *calendar.Year) { drop(y, "端午节") }, "缺少端午节"},
		"a fixed day is not rest":    {func(y *calendar.Year) { y.Days = y.Days[1:] }, "2026-01-01（元旦）依法放假"},
		"a make-up day on a weekday": {func(y *calendar.Year) { y.Days[3].Date = calendar.NewDate(2026, 1, 5) }, "2026-01-05是星期一，本是工作日"},
		"a day twice":                {func(y *calendar.Year) { y.Days[1].Date = y.Days[0].Date }, "与第1行重复"},
		"a day of another year":      {func(y *calendar.Year) { y.Days[0].Date = calendar.NewDate(2027, 1, 1) }, "不属于2026年"},
		"an unknown kind":            {func(y *calendar.Year) { y.Days[0].Kind = "off" }, "类型“off”无效"},
		"a day without a name":       {func(y *calendar.Year) { y.Days[0].Name = "" }, "须注明节日名称"},
		"no source":                  {func(y *calendar.Year) { y.Source = " " }, "须注明通知文号"},
		"no such year":               {func(y *calendar.Year) { y.Year = 1926 }, "年份1926不在"},
		"nothing at all":             {func(y *calendar.Year) { y.Days = nil }, "缺少元旦"},
	} {
		t.Run(name, func(t *testing.T) {
			y := shippedYear(t, 2026)
			require.Empty(t, y.Check())
			row.spoil(&y)
			var all []string
			for _, p := range y.Check() {
				all = append(all, p.Detail)
			}
			require.Contains(t, strings.Join(all, "\n"), row.says)
		})
	}
}
