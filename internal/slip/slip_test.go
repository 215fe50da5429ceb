package slip_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/ink"
	"github.com/zhihui-renda/renda/internal/slip"
)

func at(day string) time.Time {
	t, err := time.Parse(time.RFC3339, day+"T16:30:00Z") // half past midnight of the next day in Shanghai
	if err != nil {
		panic(err)
	}
	return t
}

func handling() slip.Handling {
	return slip.Handling{
		Organ: "蕲春县人大常委会办公室", ReceiptNo: "收〔2026〕182号", SourceOrg: "国务院办公厅", SourceDocNo: "国办函〔2006〕70号",
		Title: "国务院办公厅对十届全国人大四次会议第2996号建议的答复", Kind: "函", Copies: 1, Attachments: 2,
		ReceivedOn: "2026-11-20", Urgency: "特急", Deadline: "2026-11-25", LeadUnit: "县水利局", AssistUnits: []string{"县财政局", "青石镇"},
		Boxes: []slip.Box{
			{Title: "拟办意见", Lines: 3, Opinions: []slip.Opinion{{
				Text: "拟请洪主任阅示。建议由县水利局牵头办理，县财政局配合，于11月25日前报结果。", Name: "方正平", At: at("2026-11-19"),
			}}},
			{Title: "领导批示", Lines: 4, Opinions: []slip.Opinion{
				{Text: "同意。请县水利局抓紧办理。", Name: "洪远山", At: at("2026-11-20")},
				{Name: "田汉生", For: "洪远山", At: at("2026-11-20")},
				{Name: "陈少华", Ink: true, At: at("2026-11-21")},
			}},
			{Title: "承办情况", Lines: 3, Opinions: []slip.Opinion{{
				Text: "已会同有关单位研究，正在实施。\n<b>不是粗体</b>", Name: "李玉兰", Unit: "县水利局", At: at("2026-11-23"),
			}}},
			{Title: "答复", Lines: 1},
			{Title: "备注", Lines: 1},
		},
		Readers: []slip.Reader{
			{Name: "王一鸣", ReadAt: at("2026-11-21")}, {Name: "周文", For: "王二", ReadAt: at("2026-11-22"), Text: "已阅，照办。"}, {Name: "赵三"},
		},
		Archive: "全宗 0135 · 2026 年 · 30年 · 办公室 · 第 12 件",
	}
}

func draft() slip.Draft {
	return slip.Draft{
		Organ: "蕲春县人大常委会办公室", DocNo: "蕲常办函〔2026〕5号", Urgency: "", Kind: "函",
		Title: "蕲春县人大常委会办公室关于转送县十九届人大代表建议、批评和意见的函", MainTo: []string{"县人民政府办公室", "县人民法院"},
		CC: []string{"县委办公室"}, Attachments: []string{"建议目录"}, Disclosure: "主动公开", DraftUnit: "代表工委", Drafter: "顾晓", Phone: "7220001",
		Copies: "30", ProofReader: "林秋", DocDate: "2026-11-20", PrintedOn: "2026-11-21", Seal: "蕲春县人大常委会办公室印，30份",
		Boxes: []slip.Box{
			{Title: "签发", Lines: 3, Opinions: []slip.Opinion{{Text: "同意签发。", Name: "洪远山", At: at("2026-11-19")}}},
			{Title: "会签", Lines: 2, Opinions: []slip.Opinion{{Result: "同意", Name: "江平", Unit: "财经工委", At: at("2026-11-18")}}},
			{Title: "审核", Lines: 2, Opinions: []slip.Opinion{{Text: "格式规范，送签发。", Name: "林秋", At: at("2026-11-18")}}},
			{Title: "核稿", Lines: 2, Opinions: []slip.Opinion{{Name: "石坚", At: at("2026-11-17")}}},
		},
	}
}

func letter() slip.Return {
	return slip.Return{
		Organ: "蕲春县人大常委会办公室", To: "县某局", Title: "关于解决经费和编制问题的请示", SourceDocNo: "蕲某文〔2026〕8号",
		ReceivedOn: "2026-11-20", ReceiptNo: "收〔2026〕183号", Reasons: []string{"请示一文多事", "上行文缺签发人"},
		Words: "请将经费、编制两项分别行文。", On: at("2026-11-22"), Contact: "林秋", Phone: "0713-7220001",
	}
}

func TestAnOpinionIsPrintedWithNameAndFullDate(t *testing.T) {
	var out strings.Builder
	require.NoError(t, slip.WriteHandling(&out, handling()))
	text := out.String()
	for _, want := range []string{
		"收〔2026〕182号", "国办函〔2006〕70号", "第2996号建议的答复", "2026年11月20日", "特急", "县水利局（主办）、县财政局、青石镇",
		"同意。请县水利局抓紧办理。", "洪远山</span><span>2026年11月21日", "田汉生（代洪远山）", "（圈阅）", "（手写，原迹见电子件）",
		"已阅，照办。", "未阅", "第 12 件",
	} {
		require.Contains(t, text, want)
	}
}

func TestWordsOfPeopleAreNeverMarkup(t *testing.T) {
	var out strings.Builder
	require.NoError(t, slip.WriteHandling(&out, handling()))
	require.NotContains(t, out.String(), "<b>")
	require.Contains(t, out.String(), "&lt;b&gt;不是粗体")

	evil := letter()
	evil.Title, evil.To = `"><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`
	evil.Reasons = []string{"</p><script>"}
	out.Reset()
	require.NoError(t, slip.WriteReturn(&out, evil))
	require.NotContains(t, out.String(), "<script")
	require.NotContains(t, out.String(), "<img")

	paper := draft()
	paper.Title, paper.DocNo = "</title><script>", "</title><script>"
	out.Reset()
	require.NoError(t, slip.WriteDraft(&out, paper))
	require.NotContains(t, out.String(), "<script")
}

func TestADraftSlipShowsWhoAgreedToWhat(t *testing.T) {
	var out strings.Builder
	require.NoError(t, slip.WriteDraft(&out, draft()))
	for _, want := range []string{
		"蕲常办函〔2026〕5号", "平件", "同意签发。", "县人民政府办公室，县人民法院", "主动公开", "30份", "林秋",
		"2026年11月20日", "财经工委", "代表工委", "7220001",
	} {
		require.Contains(t, out.String(), want)
	}
}

func TestHandwritingIsDrawnWhereItWasWritten(t *testing.T) {
	hand, err := ink.Parse([]byte(`{"v":1,"width":400,"height":200,"strokes":[{"w":2,"points":[[10,20,0.5],[30,40,0.5]]}]}`))
	require.NoError(t, err)
	h := handling()
	h.Boxes[1].Opinions[2].Hand = &hand
	h.Readers[0].Hand = &hand
	var out strings.Builder
	require.NoError(t, slip.WriteHandling(&out, h))
	require.Equal(t, 2, strings.Count(out.String(), `<path d="M10 20L30 40" stroke-width="2"/>`))
	require.Contains(t, out.String(), `viewBox="8 18 24 24"`)
	require.NotContains(t, out.String(), "原迹见电子件")
	require.NotContains(t, out.String(), "已阅</td>")
}

func TestAReturnLetterNumbersItsReasons(t *testing.T) {
	var out strings.Builder
	require.NoError(t, slip.WriteReturn(&out, letter()))
	for _, want := range []string{
		"县某局：", "《关于解决经费和编制问题的请示》（蕲某文〔2026〕8号）", "1．请示一文多事", "2．上行文缺签发人",
		"2026年11月23日", "联系人：林秋，电话：0713-7220001",
	} {
		require.Contains(t, out.String(), want)
	}
}

// TestWriteSamples writes the three forms into SLIP_SAMPLES for somebody who
// wants to look at them.
func TestWriteSamples(t *testing.T) {
	folder := os.Getenv("SLIP_SAMPLES")
	if folder == "" {
		t.Skip("set SLIP_SAMPLES to a folder to get the forms as files")
	}
	for name, write := range map[string]func(*os.File) error{
		"handling.html": func(f *os.File) error { return slip.WriteHandling(f, handling()) },
		"draft.html":    func(f *os.File) error { return slip.WriteDraft(f, draft()) },
		"return.html":   func(f *os.File) error { return slip.WriteReturn(f, letter()) },
	} {
		f, err := os.Create(folder + "/" + name)
		require.NoError(t, err)
		require.NoError(t, write(f))
		require.NoError(t, f.Close())
	}
}
