package annotation

import (
	"encoding/json"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/ink"
)

// Sheet is handwriting as internal/ink reads it, on a page whose size is the
// unit of the points.
type Sheet struct {
	V       int      `json:"v" doc:"格式版本，现为 1。"`
	Width   float64  `json:"width"`
	Height  float64  `json:"height"`
	Strokes []Stroke `json:"strokes" maxItems:"2000" nullable:"false"`
}

// Stroke is one line between pen down and pen up.
type Stroke struct {
	W      float64     `json:"w" doc:"压力为一半时的笔宽。"`
	Points [][]float64 `json:"points" nullable:"false" doc:"每点为 [x, y, 压力]，压力 0 至 1。"`
}

// text is the sheet as it is kept, empty for none; the same strokes give the
// same text.
func (s *Sheet) text() (string, error) {
	if s == nil {
		return "", nil
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	if _, err := ink.Parse(raw); err != nil {
		return "", fault.From(err).At("ink")
	}
	return string(raw), nil
}
