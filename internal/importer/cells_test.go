package importer_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/importer"
	"github.com/zhihui-renda/renda/models"
)

func workbook(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, book.SetSheetRow("Sheet1", cell, &row))
	}
	var out bytes.Buffer
	require.NoError(t, book.Write(&out))
	return out.Bytes()
}

func TestCellsTellWhatIsWrongUnderTheNamesOfTheAPI(t *testing.T) {
	c, err := importer.Cells([]string{"title", "", "source_org", "received_on"}, []string{"关于整治堤防的请示", "不用", "县水利局", "46083"})
	require.NoError(t, err)
	require.Equal(t, models.KindRequest, c.Kind)
	require.Equal(t, "2026-03-02", c.ReceivedOn)
	_, err = importer.Cells([]string{"title", "received_on", "copies"}, []string{"关于防汛的通知", "明天", "几份"})
	var wrong importer.Problems
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, []string{"received_on", "copies"}, []string{wrong[0].Field, wrong[1].Field})
	_, err = importer.Cells([]string{"colour"}, []string{"red"})
	require.Equal(t, "COLUMN_UNKNOWN", fault.From(err).Code)
	for _, column := range importer.Columns() {
		require.NotEmpty(t, column.Names, column.Key)
	}
}

func TestASheetIsReadWithinItsLimits(t *testing.T) {
	rows, err := importer.Sheet(bytes.NewReader(workbook(t, []any{"标题", "份数"}, []any{}, []any{"关于防汛的通知", 2})), 2)
	require.NoError(t, err)
	require.Equal(t, [][]string{{"标题", "份数"}, {"关于防汛的通知", "2"}}, rows)
	for code, book := range map[string][]byte{
		"TOO_MANY_ROWS": workbook(t, []any{1}, []any{2}, []any{3}), "FILE_EMPTY": workbook(t), "SHEET_BROKEN": []byte("no zip"),
		"TOO_MANY_COLUMNS": workbook(t, append(make([]any, 64), "x")),
	} {
		_, err := importer.Sheet(bytes.NewReader(book), 2)
		require.Equal(t, code, fault.From(err).Code)
	}
}
