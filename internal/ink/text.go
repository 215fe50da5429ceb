package ink

import "github.com/zhihui-renda/renda/internal/fault"

const (
	wordsFormat   = "不是规定的格式"
	wordsVersion  = "格式版本只能是 1"
	wordsSide     = "画板的宽、高须为 1 至 10000"
	wordsLine     = "线宽须为 0.1 至 50"
	wordsNoPoints = "笔画没有点"
	wordsOutside  = "点离画板太远"
	wordsPressure = "压力须为 0 至 1"
	wordsEmpty    = "没有笔迹，请先书写再提交。"
)

func invalid(place, why string) *fault.Fault {
	f := fault.New(fault.Invalid, "INK_INVALID", "手写笔迹无法识别：%s。", why).At("file")
	if place != "" {
		f = f.With("place", place)
	}
	return f
}

func tooLarge() *fault.Fault {
	return fault.New(fault.TooLarge, "INK_TOO_LARGE", "手写笔迹超过上限（%d KB，2000 笔，20000 点），请分次书写。", MaxBytes>>10).At("file")
}
