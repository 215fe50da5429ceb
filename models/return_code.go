package models

import "slices"

// ReturnCode is a reason for which an incoming document goes back to its sender
// after the first check (退文代码, 条例 art. 24(3)).
type ReturnCode struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

var returnCodes = []ReturnCode{
	{"NOT_OURS", "不属本机关办理"},
	{"SKIPPED_LEVEL", "越级行文"},
	{"MULTI_MATTER", "请示一文多事"},
	{"REQUEST_IN_REPORT", "报告夹带请示事项"},
	{"MULTI_MAIN", "多头主送"},
	{"TO_PERSON", "直送领导个人"},
	{"NO_CONSULT", "未协商会签"},
	{"WRONG_KIND", "文种错误"},
	{"NO_SIGNER", "上行文缺签发人"},
	{"NO_SEAL", "未用印"},
	{"SEAL_MISMATCH", "印章与署名不符"},
	{"NO_DOCNO", "无发文字号"},
	{"ATTACH_MISSING", "附件缺失"},
	{"FORMAT", "格式不规范"},
	{"CLASSIFIED", "涉密文件，须按保密规定办理"},
	{"DUPLICATE", "重复来文"},
	{"OTHER", "其他"},
}

// ReturnCodes lists the codes in the order of the form.
func ReturnCodes() []ReturnCode { return slices.Clone(returnCodes) }

// ReturnLabel is a code in Chinese; an unknown code is its own label.
func ReturnLabel(code string) string {
	for _, row := range returnCodes {
		if row.Code == code {
			return row.Label
		}
	}
	return code
}
