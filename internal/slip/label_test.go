package slip_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/slip"
)

func label() slip.Label {
	return slip.Label{
		Organ: "蕲春县人大常委会", ReceiptNo: "收〔2026〕182号", SourceOrg: "蕲春县水利局", SourceDocNo: "蕲水文〔2026〕12号",
		Title: "关于<b>水库</b>安全的报告", ReceivedOn: "2026-11-20", Link: slip.CaseLink("https://oa.example.gov.cn/", "01JD"),
	}
}

func TestALabelHasItsNumbersAndACodeOfTheRightSize(t *testing.T) {
	var out strings.Builder
	require.NoError(t, slip.WriteLabel(&out, label()))
	html := out.String()
	for _, text := range []string{
		"收〔2026〕182号", "蕲春县水利局", "蕲水文〔2026〕12号", "2026年11月20日", "size: 70mm 40mm", `aria-label="https://oa.example.gov.cn/q/01JD"`,
		"关于&lt;b&gt;水库&lt;/b&gt;安全的报告",
	} {
		require.Contains(t, html, text)
	}
	box := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(html)
	require.Len(t, box, 3)
	size, err := strconv.Atoi(box[1])
	require.NoError(t, err)
	dark := regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(html, -1)
	require.Greater(t, len(dark), size, "a code has several runs in every line")
	for _, run := range dark {
		x, _ := strconv.Atoi(run[1])
		length, _ := strconv.Atoi(run[3])
		require.GreaterOrEqual(t, x, 4, "the quiet zone on the left")
		require.LessOrEqual(t, x+length, size-4, "and on the right")
	}

	page := label()
	page.WholePage = true
	out.Reset()
	require.NoError(t, slip.WriteLabel(&out, page))
	require.Contains(t, out.String(), "size: A4")
}
