package importer

import (
	"errors"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

func problemOf(field string, err error) Problem {
	f := fault.From(err)
	return Problem{Field: field, Code: f.Code, Detail: f.Detail}
}

// ofRow says whether an error concerns one row only.
func ofRow(err error) bool {
	if _, ok := errors.AsType[Problems](err); ok {
		return true
	}
	return fault.Is(err, fault.Invalid)
}

func faultColumn(name string) error {
	return fault.New(fault.Denied, "COLUMN_UNKNOWN", "不认识的列“%s”。可用的列：标题、文种、行文方向、紧急程度、来文单位、来文字号、成文日期、收文日期、来文方式、份数、附件数、签发人、主送、抄送、正文、附注、密级。", name)
}

func faultEnding() error {
	return fault.New(fault.Denied, "FILE_KIND", "只能导入 .jsonl、.csv、.xlsx 文件。")
}

func faultTooLarge() error {
	return fault.New(fault.Denied, "FILE_TOO_LARGE", "文件过大，最多 200 MB。")
}

func faultTooMany() error { return faultMoreRows(maxRows) }

func faultMoreRows(most int) error {
	return fault.New(fault.Denied, "TOO_MANY_ROWS", "一个文件最多 %d 行，请分开导入。", most)
}

func faultTooWide() error {
	return fault.New(fault.Denied, "TOO_MANY_COLUMNS", "一个表格最多 %d 列。", maxColumns)
}

func faultEmpty() error { return fault.New(fault.Denied, "FILE_EMPTY", "文件是空的。") }

func faultSheet(err error) error {
	return fault.New(fault.Denied, "SHEET_BROKEN", "表格文件无法读取。").Because(err)
}

func faultEncoding() error {
	return fault.New(fault.Invalid, "BROKEN_UTF8", "文字编码有误，应为 UTF-8 或 GB18030。")
}

func faultJSON() error {
	return fault.New(fault.Invalid, "JSON", "这一行不是有效的 JSON 对象。")
}

func faultShape() error {
	return fault.New(fault.Invalid, "UNKNOWN_FIELD", "有不认识的字段，或字段的类型不对。")
}

func faultChoice() error { return fault.New(fault.Invalid, "CHOICE", "不是可用的值。") }

func faultDay() error {
	return fault.New(fault.Invalid, "DATE", "日期应写成 2026-01-31 的样子。")
}

func faultCount() error { return fault.New(fault.Invalid, "INTEGER", "应为不小于 0 的整数。") }

func faultServer(status int) error {
	return fault.New(fault.Unavailable, "SERVER_AWAY", "服务器没有正常回答（%d），请稍后再次导入；已导入的不会重复。", status)
}

func twinText(t models.Twin) string {
	return "可能已经收过：" + t.ReceiptNo + "《" + t.Title + "》"
}
