package slip_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/slip"
	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/process"
)

func named(id string) string { return "〈" + id + "〉" }

func source() slip.Source {
	read := at("2026-11-22")
	return slip.Source{
		Document: models.Document{
			OwnerUnit: "organ",
			DocumentContent: models.DocumentContent{
				Kind: models.KindLetter, Title: "关于来函的函", SourceOrg: "县水利局", SourceDocNo: "蕲水函〔2026〕1号",
				ReceivedOn: "2026-11-20", Copies: 1, Urgency: "加急", MainTo: []models.Organ{{Name: "县水利局"}},
				Attachments: []models.Attachment{{Name: "目录"}}, Disclosure: models.DiscloseActive,
			},
			DocumentRecord: models.DocumentRecord{ReceiptNo: "收1号", DocNo: "蕲常函〔2026〕2号", Seal: "办公室印", DocDate: "2026-11-21"},
		},
		State: process.State{
			OwnerUnit: "organ", Unit: "works", Initiator: "drafter",
			Form:   process.Form{"lead_unit": {"water"}, "assist_units": {"town"}, "printed_copies": {"8"}, "seal_count": {"8"}},
			Clocks: []process.Clock{{DueDay: "2026-11-27"}},
			Tasks: []process.Task{
				{ID: "t1", Kind: process.TaskAct, Pool: &process.Post{Role: "unit_handler", Unit: "water"}},
				{ID: "t2", Kind: process.TaskRead, Assignee: "late", Status: process.TaskIsOpen},
				{ID: "t3", Kind: process.TaskRead, Assignee: "absent", Status: process.TaskIsDone, DoneBy: "agent", DoneFor: "absent", DoneAt: &read},
				{ID: "t4", Kind: process.TaskRead, Assignee: "recalled", Status: process.TaskIsCancelled},
				{ID: "t5", Kind: process.TaskAct, Step: "first_check", Status: process.TaskIsDone, DoneBy: "registrar", DoneAt: &read},
			},
		},
		Opinions: []models.Opinion{
			{Box: "拟办意见", Kind: "approve", Text: "请阅示。", Author: "chief", At: read},
			{Box: "领导批示", Kind: "return", Text: "请补充。", Author: "chair", At: read},
			{Box: "承办情况", Kind: "approve", Text: "已办。", Author: "handler", TaskID: "t1", At: read},
			{Box: "承办情况", Kind: "urge", Text: "请抓紧。", Author: "registrar", At: read},
			{Box: "传阅", Kind: "read", Text: "已阅，很好。", Author: "agent", TaskID: "t3", At: read},
			{Box: "签发", Kind: "approve", Author: "vice", OnBehalfOf: "chair", At: read},
		},
		Person: named, Unit: named,
	}
}

func TestEachOpinionStandsInItsBox(t *testing.T) {
	h := slip.HandlingOf(source())
	require.Equal(t, "〈organ〉", h.Organ)
	require.Equal(t, "2026-11-27", h.Deadline)
	require.Equal(t, "〈water〉", h.LeadUnit)
	require.Equal(t, []string{"〈town〉"}, h.AssistUnits)
	byTitle := map[string][]slip.Opinion{}
	for _, box := range h.Boxes {
		byTitle[box.Title] = box.Opinions
	}
	require.Equal(t, "请阅示。", byTitle["拟办意见"][0].Text)
	require.Equal(t, "（退回）请补充。", byTitle["领导批示"][0].Text)
	require.Len(t, byTitle["承办情况"], 1, "urging is recorded, not printed")
	require.Equal(t, "〈water〉", byTitle["承办情况"][0].Unit)
}

func TestReadersAreListedThoseWhoReadFirst(t *testing.T) {
	readers := slip.HandlingOf(source()).Readers
	require.Len(t, readers, 2, "a reading called back is not on the list")
	require.Equal(t, "〈agent〉", readers[0].Name)
	require.Equal(t, "〈absent〉", readers[0].For)
	require.Equal(t, "已阅，很好。", readers[0].Text)
	require.Equal(t, "〈late〉", readers[1].Name)
	require.True(t, readers[1].ReadAt.IsZero())
}

func TestADraftSlipIsMadeFromItsCase(t *testing.T) {
	d := slip.DraftOf(source())
	require.Equal(t, []string{"县水利局"}, d.MainTo)
	require.Equal(t, "8", d.Copies)
	require.Equal(t, "办公室印，8份", d.Seal)
	require.Equal(t, "〈works〉", d.DraftUnit)
	require.Equal(t, "〈chair〉", d.Boxes[0].Opinions[0].For)
	var out strings.Builder
	require.NoError(t, slip.WriteDraft(&out, d))
	require.Contains(t, out.String(), "（圈阅）")
}

func TestOnlyAReturnedPaperHasAReturnLetter(t *testing.T) {
	s := source()
	_, ok := slip.ReturnOf(s)
	require.False(t, ok)
	s.State.Status = process.StatusReturned
	s.State.Form["return_codes"] = []string{"MULTI_MATTER", "NO_SIGNER"}
	letter, ok := slip.ReturnOf(s)
	require.True(t, ok)
	require.Equal(t, []string{"请示一文多事", "上行文缺签发人"}, letter.Reasons)
	require.Equal(t, "〈registrar〉", letter.Contact)
	require.Equal(t, 23, letter.On.In(time.FixedZone("", 8*3600)).Day())
}

func TestTheDeliveriesHaveRoomForWhoHasNotSigned(t *testing.T) {
	s := source()
	_, ok := slip.DeliveriesOf(s)
	require.False(t, ok, "nothing went out")
	s.State.Deliveries = []process.Delivery{
		{ID: "d1", Unit: "water", ReceivedBy: "郭某", ReceivedOn: "2026-11-23"},
		{ID: "d2", Name: "供销社", Method: "邮寄"},
		{ID: "d3", Name: "某公司", Method: "自取", Waived: "已撤销"},
	}
	list, ok := slip.DeliveriesOf(s)
	require.True(t, ok)
	var page strings.Builder
	require.NoError(t, slip.WriteDeliveries(&page, list))
	for _, words := range []string{"分送签收单", "蕲常函〔2026〕2号", "共分送3个单位", "印制8份", "〈water〉", "2026年11月23日", "供销社", "不再等待签收：已撤销"} {
		require.Contains(t, page.String(), words)
	}
}
