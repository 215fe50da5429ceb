package statistics_test

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/zhihui-renda/renda/api/apitest"
	"github.com/zhihui-renda/renda/api/session"
	"github.com/zhihui-renda/renda/api/statistics"
	"github.com/zhihui-renda/renda/internal/calendar"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

// counted is a record whose figures the test has made up by hand.
type counted struct {
	*store.Store
	asked    models.StatisticsQuery
	senders  []models.NamedCount
	stays    []models.StepStay
	punctual []models.Punctuality
	loads    []models.Load
}

func (c *counted) PapersBySender(_ context.Context, _ models.Viewer, q models.StatisticsQuery) ([]models.NamedCount, error) {
	c.asked = q
	return c.senders, nil
}

func (c *counted) StepStays(context.Context, models.Viewer, models.StatisticsQuery) ([]models.StepStay, error) {
	return c.stays, nil
}

func (c *counted) Punctualities(context.Context, models.Viewer, models.StatisticsQuery) ([]models.Punctuality, error) {
	return c.punctual, nil
}

func (c *counted) Loads(context.Context, models.Viewer, models.StatisticsQuery) ([]models.Load, error) {
	return c.loads, nil
}

func house(t *testing.T) (*apitest.House, *counted) {
	h := apitest.New(t)
	c := &counted{Store: h.Store}
	statistics.Register(h.Door, statistics.Deps{
		Record: c, Names: h.Store, Allower: h.Policy, Viewer: h.Sessions.Viewer, By: session.By, Now: h.Now,
		Calendar: func(context.Context) (*calendar.Calendar, error) { return calendar.New(calendar.Shipped()...), nil },
	})
	return h, c
}

func TestMeansAreInWorkingDays(t *testing.T) {
	h, c := house(t)
	c.stays = []models.StepStay{
		// A working Saturday counts (10 October 2026 makes up for the holiday), the holiday itself does not.
		{Process: "document.receive", Step: "propose", Title: "拟办", Opened: "2026-09-30", Done: "2026-10-12", N: 1},
		{Process: "document.receive", Step: "propose", Title: "拟办", Opened: "2026-03-06", Done: "2026-03-09", N: 2},
		{Process: "document.receive", Step: "register", Title: "登记", Opened: "2026-03-02", Done: "2026-03-02", N: 7},
		{Process: "document.issue", Step: "sign", Title: "签发", Opened: "2030-01-07", Done: "2030-01-09", N: 1},
	}
	var got statistics.Handling
	h.Person("head", models.RoleOfficeHead, "office").Get("/statistics/handling").Into(&got)
	require.Equal(t, []statistics.StepTime{
		{Process: "document.issue", ProcessTitle: "发文", Step: "sign", Title: "签发", Stays: 1, Mean: 2, Longest: 2, Provisional: true},
		{Process: "document.receive", ProcessTitle: "收文", Step: "propose", Title: "拟办", Stays: 3, Mean: 2, Longest: 4},
		{Process: "document.receive", ProcessTitle: "收文", Step: "register", Title: "登记", Stays: 7},
	}, got.Steps, "8, 9, 10 and 12 October: (4 + 1 + 1) / 3; a year without notice is said to be provisional")
	require.Nil(t, got.Total.Rate, "nothing had a deadline: there is no rate")
}

func TestARateIsOfAllThatHadADeadline(t *testing.T) {
	h, c := house(t)
	head := h.Person("head", models.RoleOfficeHead, "office")
	office, gov := h.Units["office"], h.Units["gov"]
	c.punctual = []models.Punctuality{
		{Month: "2026-01", Unit: office, OnTime: 3, Late: 1},
		{Month: "2026-01", Unit: gov, OnTime: 1},
		{Month: "2026-02", Unit: office, Owed: 3},
		{Month: "2026-02", Unit: gov, Late: 2},
	}
	c.loads = []models.Load{
		{Unit: office, Person: h.People["head"], Waiting: 4, Late: 1},
		{Unit: office, Waiting: 2, Late: 2},
		{Unit: "", Person: "left", Waiting: 1},
	}
	var got statistics.Handling
	head.Get("/statistics/handling").Into(&got)
	rate := func(r float64) *float64 { return &r }
	require.Equal(t, statistics.Timely{OnTime: 4, Late: 3, Owed: 3, Rate: rate(0.4)}, got.Total)
	require.Equal(t, []statistics.MonthTimely{
		{Month: "2026-01", Timely: statistics.Timely{OnTime: 4, Late: 1, Rate: rate(0.8)}},
		{Month: "2026-02", Timely: statistics.Timely{Late: 2, Owed: 3, Rate: rate(0)}},
	}, got.Months)
	require.Len(t, got.Units, 3)
	require.Equal(t, "单位office", got.Units[0].Unit.Name)
	require.Equal(t, statistics.Timely{OnTime: 3, Late: 1, Owed: 3, Rate: rate(3.0 / 7)}, got.Units[0].Timely)
	require.Equal(t, []int{6, 3}, []int{got.Units[0].Waiting, got.Units[0].Overdue})
	require.Nil(t, got.People[0].Person, "what nobody took comes first: it has the most late")
	require.Equal(t, "甲head", got.People[1].Person.Name)
	require.Equal(t, "（已离岗）", got.People[2].Unit.Name)
}

func TestFiguresAreOfOnesOwnOrganAndOfADecentPeriod(t *testing.T) {
	h, c := house(t)
	head := h.Person("head", models.RoleOfficeHead, "office")
	var got statistics.Documents
	head.Get("/statistics/documents").Into(&got)
	require.Equal(t, []string{"2026-01-01", "2026-03-02"}, []string{c.asked.From, c.asked.Until}, "this year until today")
	require.Equal(t, "单位npc", got.Period.Organ.Name)
	require.NotEmpty(t, got.Notes)
	head.Get("/statistics/documents?unit=" + h.Units["npc"]).OK()
	head.Get("/statistics/documents?unit=" + h.Units["office"]).OK()
	head.Get("/statistics/documents?unit="+h.Units["gov"]).Refused(http.StatusNotFound, "UNIT_NOT_FOUND")
	head.Get("/statistics/documents?from=2026-03-02&until=2026-03-01").Refused(http.StatusUnprocessableEntity, "BAD_PERIOD")
	head.Get("/statistics/documents?from=1990-01-01").Refused(http.StatusUnprocessableEntity, "BAD_PERIOD")
	h.Person("drafter", models.RoleDrafter, "office").Get("/statistics/documents").Refused(http.StatusForbidden, "FORBIDDEN")

	_, err := h.Store.GrantPost(t.Context(), models.Post{PersonID: h.People["head"], Role: models.RoleChair, UnitID: h.Units["gov"]}, h.By())
	require.NoError(t, err)
	head.Get("/statistics/documents").Refused(http.StatusUnprocessableEntity, "UNIT_REQUIRED")
	head.Get("/statistics/documents?unit=" + h.Units["gov"]).Into(&got)
	require.Equal(t, h.Units["gov"], c.asked.Organ)
}

func TestAnExportHasNoFormulasAndIsLogged(t *testing.T) {
	h, c := house(t)
	c.senders = []models.NamedCount{{Name: `=HYPERLINK("http://x","y")`, N: 2}}
	a := h.Person("head", models.RoleOfficeHead, "office").Get("/statistics/export?from=2026-01-01&until=2026-03-31").OK()
	require.Contains(t, a.Header.Get("Content-Disposition"), "statistics-20260101-20260331.xlsx")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(a.Text)))
	require.NoError(t, err)
	defer func() { _ = book.Close() }()
	require.Equal(t, []string{"口径", "收文", "发文", "来文单位", "拟稿单位", "按时率", "环节用时", "各单位", "人员负担"}, book.GetSheetList())
	rows, err := book.GetRows("来文单位")
	require.NoError(t, err)
	require.Equal(t, [][]string{{"来文单位", "件数"}, {`'=HYPERLINK("http://x","y")`, "2"}}, rows)

	log, err := h.Store.SecurityLog(t.Context(), models.SecurityQuery{Kind: models.SecExport, Limit: 10})
	require.NoError(t, err)
	require.Len(t, log, 1)
	require.Equal(t, h.People["head"], log[0].PersonID)
	require.Equal(t, map[string]string{"from": "2026-01-01", "until": "2026-03-31", "format": "xlsx"}, log[0].Detail)
}
