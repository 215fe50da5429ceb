package file

import (
	"net/http"

	"github.com/zhihui-renda/renda/api/problem"
	"github.com/zhihui-renda/renda/internal/fault"
)

func problemNoForm() error {
	return problem.New(http.StatusUnsupportedMediaType, "MEDIA_TYPE", "请以 multipart/form-data 上传文件。")
}

func faultNoFile(err error) error {
	return fault.New(fault.Invalid, "FILE_REQUIRED", "没有收到文件，请在字段 file 中上传一个文件。").At("file").Because(err)
}

func faultUnknownField(name string) error {
	if name == "file" {
		return fault.New(fault.Invalid, "ONE_FILE", "每次只能上传一个文件，并须带有文件名。").At("file")
	}
	return fault.New(fault.Invalid, "UNKNOWN_FIELD", "只接受字段 file，且每次一个文件。").At("file")
}

func faultAway(err error) error {
	return fault.New(fault.Unavailable, "FILES_AWAY", "附件存储暂时不可用，请稍后重试。").Because(err)
}

func faultNoCase() error {
	return fault.New(fault.NotFound, "CASE_NOT_FOUND", "没有这个事项，或者您无权查看。")
}

func faultNoRendition() error {
	return fault.New(fault.NotFound, "NO_RENDITION", "这个文件没有转换成的版式。")
}
