package calendar_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/api/calendar"
	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/problem"
	days "github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/internal/recount"
	"github.com/zhihui-renda/renda/models/store"
)

// anybody signs in whom the header names and lets the system administrator do all.
type anybody struct{}

func (anybody) Authenticate(ctx context.Context, r *http.Request) (context.Context, door.Identity, error) {
	return ctx, door.Identity{Person: r.Header.Get("X-Person"), Port: "pc"}, nil
}

func (anybody) Allow(_ context.Context, person, _, object, action string) (bool, error) {
	return object == "calendar" && (action == "read" || person == "sysadmin"), nil
}

// counted stands for the engine: it only counts how often it was asked.
type counted struct{ runs int }

func (c *counted) Run(context.Context) (recount.Report, error) {
	c.runs++
	return recount.Report{Clocks: 3, Moved: 1}, nil
}

func (c *counted) Would(_ context.Context, cal *days.Calendar) (recount.Report, error) {
	monday, _ := days.ParseDate("2027-01-04")
	if workday, known := cal.IsWorkday(monday); workday || !known {
		return recount.Report{Clocks: 3}, nil
	}
	return recount.Report{Clocks: 3, Moved: 2}, nil
}

type desk struct {
	door    *door.Door
	recount *counted
	n       int
}

func open(t *testing.T) *desk {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "renda.db")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	d, err := door.New(door.Config{Authenticator: anybody{}, Allower: anybody{}}, "test")
	require.NoError(t, err)
	at := &desk{door: d, recount: &counted{}}
	now := func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, days.Shanghai) }
	calendar.Register(d, calendar.New(s, store.NewClocks(store.ClockOptions{}), at.recount, days.Offsets{}, now))
	return at
}

// send asks as the person and reads the answer into out; it returns the status.
func (at *desk) send(t *testing.T, person, method, path, body string, out any) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/api/v1/calendar"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Person", person)
	at.n++
	r.Header.Set("Idempotency-Key", fmt.Sprintf("calendar-%04d", at.n))
	w := httptest.NewRecorder()
	at.door.Engine.ServeHTTP(w, r)
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), out), w.Body.String())
	return w.Code
}

func TestADayIsAskedFor(t *testing.T) {
	at := open(t)
	var got struct{ Days []calendar.DateAnswer }
	require.Equal(t, 200, at.send(t, "clerk", "GET", "/days?from=2026-02-13&until=2026-02-15", "", &got))
	require.Equal(t, []calendar.DateAnswer{
		{Date: "2026-02-13", Weekday: 5, Workday: true, Known: true},
		{Date: "2026-02-14", Weekday: 6, Workday: true, Known: true, Kind: "work", Name: "春节", Source: "国办发明电〔2025〕7号"},
		{Date: "2026-02-15", Weekday: 0, Known: true, Kind: "rest", Name: "春节", Source: "国办发明电〔2025〕7号"},
	}, got.Days)

	for query, code := range map[string]string{
		"from=2026-02-15&until=2026-02-14": "BAD_RANGE",
		"from=2026-01-01&until=2028-01-01": "BAD_RANGE",
		"from=2026-02-30&until=2026-03-14": "VALIDATION",
		"from=2026-02-13":                  "VALIDATION",
	} {
		var p problem.Problem
		require.Equal(t, 422, at.send(t, "clerk", "GET", "/days?"+query, "", &p))
		require.Equal(t, code, p.Code, query)
	}
}

func TestTheYearsSayWhichNoticeIsMissing(t *testing.T) {
	at := open(t)
	var list struct {
		Years   []struct{ Year int }
		Missing []int
	}
	require.Equal(t, 200, at.send(t, "clerk", "GET", "/years", "", &list))
	require.Len(t, list.Years, 7)
	require.Equal(t, []int{2027}, list.Missing)

	var year struct {
		Total    int
		Workdays []int
		Shipped  bool
		Days     []map[string]any
	}
	require.Equal(t, 200, at.send(t, "clerk", "GET", "/years/2026", "", &year))
	require.Equal(t, 248, year.Total)
	require.Equal(t, []int{21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}, year.Workdays)
	require.True(t, year.Shipped)
	require.Len(t, year.Days, 39)

	var p problem.Problem
	require.Equal(t, 404, at.send(t, "clerk", "GET", "/years/2027", "", &p))
	require.Equal(t, "CALENDAR_YEAR_UNKNOWN", p.Code)
}

const csv2027 = `date,kind,name
2027-01-01,rest,元旦
2027-02-05,rest,春节
2027-02-06,rest,春节
2027-02-14,work,春节
2027-04-05,rest,清明节
2027-05-01,rest,劳动节
2027-05-02,rest,劳动节
2027-06-09,rest,端午节
2027-09-15,rest,中秋节
2027-10-01,rest,国庆节
2027-10-02,rest,国庆节
2027-10-03,rest,国庆节
`

func imported(file string) string {
	body, _ := json.Marshal(map[string]string{"source": "国办发明电〔2026〕0号", "file": file})
	return string(body)
}

func TestANoticeIsImportedAndOpenClocksAreCountedAgain(t *testing.T) {
	at := open(t)
	var p problem.Problem
	require.Equal(t, 403, at.send(t, "clerk", "PUT", "/years/2027", imported(csv2027), &p))
	require.Zero(t, at.recount.runs)

	var got struct{ Recount recount.Report }
	require.Equal(t, 200, at.send(t, "sysadmin", "PUT", "/years/2027", imported(csv2027), &got))
	require.Equal(t, recount.Report{Clocks: 3, Moved: 1}, got.Recount)
	var list struct{ Missing []int }
	require.Equal(t, 200, at.send(t, "clerk", "GET", "/years", "", &list))
	require.Empty(t, list.Missing)

	require.Equal(t, 200, at.send(t, "sysadmin", "PUT", "/days/2027-01-04", `{"kind":"rest","name":"元旦","source":"更正通知"}`, &got))
	require.Equal(t, 2, at.recount.runs)
}

func TestTheConsequenceOfAChangeIsTriedFirst(t *testing.T) {
	at := open(t)
	var p problem.Problem
	require.Equal(t, 403, at.send(t, "clerk", "POST", "/years/2027/preview", imported(csv2027), &p))
	var got struct{ Recount recount.Report }
	day := `{"kind":"rest","name":"元旦","source":"更正通知"}`
	require.Equal(t, 404, at.send(t, "sysadmin", "POST", "/days/2027-01-04/preview", day, &p))
	require.Equal(t, 200, at.send(t, "sysadmin", "POST", "/years/2027/preview", imported(csv2027), &got))
	require.Equal(t, recount.Report{Clocks: 3}, got.Recount)
	var list struct{ Missing []int }
	require.Equal(t, 200, at.send(t, "clerk", "GET", "/years", "", &list))
	require.Equal(t, []int{2027}, list.Missing, "nothing is kept")

	require.Equal(t, 200, at.send(t, "sysadmin", "PUT", "/years/2027", imported(csv2027), &got))
	require.Equal(t, 200, at.send(t, "sysadmin", "POST", "/days/2027-01-04/preview", day, &got))
	require.Equal(t, recount.Report{Clocks: 3, Moved: 2}, got.Recount)
	require.Equal(t, 422, at.send(t, "sysadmin", "POST", "/days/2027-01-04/preview", `{"kind":"rest","source":"更正通知"}`, &p))
	require.Equal(t, days.CodeBadNotice, p.Code)
	require.Equal(t, 1, at.recount.runs, "by the import alone")
}

func TestEverythingWrongWithANoticeIsTold(t *testing.T) {
	at := open(t)
	var p problem.Problem
	broken := strings.Replace(csv2027, "2027-02-14,work", "2027-02-15,work", 1)
	broken = strings.Replace(broken, "2027-06-09,rest,端午节\n", "", 1)
	require.Equal(t, 422, at.send(t, "sysadmin", "PUT", "/years/2027", imported(broken), &p))
	require.Equal(t, days.CodeBadNotice, p.Code)
	require.Len(t, p.Errors, 2)
	require.Equal(t, "body.days[3]", p.Errors[0].Location)
	require.Contains(t, p.Errors[1].Detail, "端午节")

	for name, body := range map[string]string{
		"neither days nor file": `{"source":"通知"}`,
		"both":                  `{"source":"通知","file":"x","days":[{"date":"2027-01-01","kind":"rest","name":"元旦"}]}`,
		"unknown field":         `{"source":"通知","file":"x","force":true}`,
		"no source":             `{"source":"","file":"x"}`,
		"an impossible date":    `{"source":"通知","days":[{"date":"2027-02-30","kind":"rest","name":"春节"}]}`,
	} {
		require.Equal(t, 422, at.send(t, "sysadmin", "PUT", "/years/2027", body, &p), name)
	}
	require.Zero(t, at.recount.runs)
}

func TestADeadlineIsTriedWithItsProof(t *testing.T) {
	at := open(t)
	var got calendar.Tried
	require.Equal(t, 200, at.send(t, "clerk", "POST", "/try", `{"from":"2026-02-13","unit":"wd","amount":10}`, &got))
	require.Equal(t, "2026-03-05", got.DueDay)
	require.Len(t, got.Alarms, 4)
	require.Contains(t, got.Lines[2], "春节2026-02-15至2026-02-23")
	require.Len(t, got.Proof.Spans[0].Counted, 10)

	held := `{"from":"2026-03-02","unit":"wd","amount":5,"events":[{"kind":"held","on":"2026-03-04"},{"kind":"released","on":"2026-03-20"}]}`
	require.Equal(t, 200, at.send(t, "clerk", "POST", "/try", held, &got))
	require.Equal(t, "2026-03-25", got.DueDay)
}

func TestADeadlineThatCannotBeCountedIsRefused(t *testing.T) {
	at := open(t)
	for name, row := range map[string]struct {
		body, code string
		status     int
	}{
		"a year without a notice":   {`{"from":"2026-12-28","unit":"wd","amount":5}`, "NO_CALENDAR", 409},
		"a day that is not one":     {`{"from":"2026-02-30","unit":"wd","amount":5}`, "VALIDATION", 422},
		"an unknown unit":           {`{"from":"2026-02-03","unit":"w","amount":5}`, "VALIDATION", 422},
		"a negative budget":         {`{"from":"2026-02-03","unit":"wd","amount":-5}`, "VALIDATION", 422},
		"no day named":              {`{"from":"2026-02-03","unit":"date"}`, "BAD_DATE", 422},
		"resumed without hold":      {`{"from":"2026-02-03","unit":"wd","amount":5,"events":[{"kind":"released","on":"2026-02-04"}]}`, "BAD_EVENTS", 422},
		"events in the wrong order": {`{"from":"2026-02-03","unit":"wd","amount":5,"events":[{"kind":"held","on":"2026-02-01"}]}`, "BAD_EVENTS", 422},
	} {
		t.Run(name, func(t *testing.T) {
			var p problem.Problem
			require.Equal(t, row.status, at.send(t, "clerk", "POST", "/try", row.body, &p))
			require.Equal(t, row.code, p.Code)
		})
	}
	var got calendar.Tried
	require.Equal(t, 200, at.send(t, "clerk", "POST", "/try", `{"from":"2026-12-28","unit":"wd","amount":5,"provisional":true}`, &got))
	require.True(t, got.Provisional)
}
