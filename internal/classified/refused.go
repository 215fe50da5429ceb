package classified

import "github.com/zhihui-renda/renda/internal/fault"

// Code of the refusal.
const Code = "CLASSIFIED"

// Refused is what every door says to who brings a paper with a mark. It does
// not repeat the mark, nor say where it stands.
func Refused() error {
	return fault.New(fault.Invalid, Code, "此件带有密级标志。本系统不得处理涉密文件，请按保密规定以纸质方式办理。内容未予保存。")
}
