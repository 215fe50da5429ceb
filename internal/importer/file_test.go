package importer_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/zhihui-renda/renda/internal/importer"
	"github.com/zhihui-renda/renda/models"
)

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// rows reads a whole file; what is wrong with a row is told by its codes.
func rows(t *testing.T, path string) (good []importer.Row, wrong map[int][]string) {
	t.Helper()
	file, err := importer.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	wrong = map[int][]string{}
	for {
		row, err := file.Next()
		if errors.Is(err, io.EOF) {
			return good, wrong
		}
		if err == nil {
			good = append(good, row)
			continue
		}
		var list importer.Problems
		if !errors.As(err, &list) {
			wrong[row.Number] = append(wrong[row.Number], strings.SplitN(err.Error(), ":", 2)[0])
		}
		for _, p := range list {
			wrong[row.Number] = append(wrong[row.Number], p.Field+" "+p.Code)
		}
	}
}

const head = "标题,来文单位,来文字号,成文日期,收文日期,紧急程度,份数,主送,正文\n"

func TestATableOfCommasIsReadAsOfficesWriteIt(t *testing.T) {
	text := head + "关于整治漕河堤防的请示,县水利局,蕲水〔2026〕12号,2026年2月27日,2026/3/2,平件,2,县人大常委会、县政府,\"第一段\n第二段\"\n\n" +
		"关于防汛工作的通知,县政府办,,20260301,2026.3.2,加急,,,\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	for name, content := range map[string]string{"utf8.csv": "\ufeff" + text, "gbk.csv": gbk} {
		good, wrong := rows(t, write(t, name, content))
		require.Empty(t, wrong, name)
		require.Len(t, good, 2, name)
		first := good[0].Document
		require.Equal(t, models.Incoming, first.Flow)
		require.Equal(t, models.KindRequest, first.Kind, "from the last word of the title")
		require.Equal(t, models.Upward, first.Direction)
		require.Equal(t, "2026-02-27", first.SourceDate)
		require.Equal(t, "2026-03-02", first.ReceivedOn)
		require.Empty(t, first.Urgency, "平件 is no urgency")
		require.Equal(t, 2, first.Copies)
		require.Len(t, first.MainTo, 2)
		require.Len(t, first.Body, 2)
		require.Equal(t, "2026-03-01", good[1].Document.SourceDate)
		require.Equal(t, models.UrgencyUrgent, good[1].Document.Urgency)
	}
}

func TestASpreadsheetGivesItsDaysAsDays(t *testing.T) {
	book := excelize.NewFile()
	for cell, value := range map[string]any{
		"A1": "标题", "B1": "来文单位", "C1": "收文日期", "D1": "份数",
		"A2": "关于整治漕河堤防的请示", "B2": "县水利局", "C2": time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), "D2": 3,
		"A3": "关于防汛工作的通知", "B3": "县政府办", "C3": "明天", "D3": "几份",
	} {
		require.NoError(t, book.SetCellValue("Sheet1", cell, value))
	}
	path := filepath.Join(t.TempDir(), "papers.xlsx")
	require.NoError(t, book.SaveAs(path))
	good, wrong := rows(t, path)
	require.Len(t, good, 1)
	require.Equal(t, "2026-03-02", good[0].Document.ReceivedOn)
	require.Equal(t, 3, good[0].Document.Copies)
	require.Equal(t, map[int][]string{3: {"收文日期 DATE", "份数 INTEGER"}}, wrong, "all that is wrong at once")
}

func TestLinesOfJSONMayUseEitherNames(t *testing.T) {
	good, wrong := rows(t, write(t, "papers.jsonl", strings.Join([]string{
		`{"标题":"关于整治漕河堤防的请示","来文单位":"县水利局","收文日期":"2026-03-02"}`,
		``,
		`{"title":"关于防汛工作的通知","kind":"NOTICE","body":[{"kind":"paragraph","text":"一"}],"copies":2,"source_signers":["某人"]}`,
		`{"title":"关于防汛工作的通知","colour":"red"}`,
		`{"title":"关于防汛工作的通知"`,
		`{"标题":"关于某事的通知","密级":"机密"}`,
		`{"标题":"关于某事的通知","文种":"便条"}`,
		"{\"标题\":\"\xff\"}",
	}, "\n")))
	require.Len(t, good, 2)
	require.Equal(t, 3, good[1].Number)
	require.Equal(t, []string{"某人"}, good[1].Document.SourceSigners)
	require.Equal(t, map[int][]string{
		4: {" UNKNOWN_FIELD"}, 5: {"JSON"}, 6: {"密级 CLASSIFIED"}, 7: {"文种 CHOICE"}, 8: {"BROKEN_UTF8"},
	}, wrong)
}

func TestAFileThatIsNoneIsRefusedAsAWhole(t *testing.T) {
	for name, content := range map[string]string{
		"a.docx": "x", "empty.csv": "", "unknown.csv": "标题,颜色\n", "broken.xlsx": "no zip",
	} {
		_, err := importer.Open(write(t, name, content))
		require.Error(t, err, name)
	}
	n, err := importer.Count(write(t, "n.csv", "标题,份数\n一,1\n二,x\n三,1\n"))
	require.NoError(t, err)
	require.Equal(t, 3, n)
}
