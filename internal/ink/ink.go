// Package ink reads handwriting: the strokes that somebody drew on a pad, as
// the client sends them (docs/document.md, "Handwriting"), and makes lines of
// them that can be printed. It takes numbers only: nothing in a drawing is text.
package ink

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/zhihui-renda/renda/internal/fault"
)

// MaxBytes of one drawing as it is sent.
const MaxBytes = 200 << 10

// The limits of a drawing. A page of dense writing has some 300 strokes and
// 10,000 points.
const (
	version    = 1
	maxSide    = 10_000 // CSS pixels
	maxStrokes = 2_000
	maxPoints  = 20_000
	minLine    = 0.1
	maxLine    = 50
)

// Drawing is what was written on a pad of a size in CSS pixels.
type Drawing struct {
	V       int      `json:"v"`
	Width   float64  `json:"width"`
	Height  float64  `json:"height"`
	Strokes []Stroke `json:"strokes"`
}

// Stroke is one movement of the pen while it touched the pad.
type Stroke struct {
	W      float64 `json:"w"` // of the line at a pressure of a half, in CSS pixels
	Points []Point `json:"points"`
}

// Point is where the pen was and how hard it pressed, 0 to 1.
type Point struct{ X, Y, Pressure float64 }

var errPoint = errors.New("a point is [x, y, pressure]")

// UnmarshalJSON implements json.Unmarshaler.
func (p *Point) UnmarshalJSON(raw []byte) error {
	var n []*float64
	if err := json.Unmarshal(raw, &n); err != nil {
		return err
	}
	if len(n) != 3 || n[0] == nil || n[1] == nil || n[2] == nil {
		return errPoint
	}
	*p = Point{*n[0], *n[1], *n[2]}
	return nil
}

// Parse reads a drawing. Faults: TooLarge with INK_TOO_LARGE; Invalid with
// INK_EMPTY, or with INK_INVALID and the place that is wrong in args.place.
func Parse(raw []byte) (Drawing, error) {
	if len(raw) > MaxBytes {
		return Drawing{}, tooLarge()
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	in.DisallowUnknownFields()
	var d Drawing
	if err := in.Decode(&d); err != nil {
		return Drawing{}, invalid(placeOf(err), wordsFormat).Because(err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return Drawing{}, invalid("", wordsFormat)
	}
	if err := d.check(); err != nil {
		return Drawing{}, err
	}
	return d, nil
}

// placeOf is the field that a value of the wrong type stands in, if it is known.
func placeOf(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrong.Field
	}
	if errors.Is(err, errPoint) {
		return "strokes.points"
	}
	return ""
}

func (d *Drawing) check() error {
	switch {
	case d.V != version:
		return invalid("v", wordsVersion)
	case d.Width < 1 || d.Width > maxSide:
		return invalid("width", wordsSide)
	case d.Height < 1 || d.Height > maxSide:
		return invalid("height", wordsSide)
	case len(d.Strokes) == 0:
		return fault.New(fault.Invalid, "INK_EMPTY", wordsEmpty).At("file")
	case len(d.Strokes) > maxStrokes:
		return tooLarge()
	}
	points := 0
	for i := range d.Strokes {
		if points += len(d.Strokes[i].Points); points > maxPoints {
			return tooLarge()
		}
		if err := d.checkStroke(i); err != nil {
			return err
		}
	}
	return nil
}

// checkStroke allows for a pen that ran over the edge of the pad: what is
// outside is not drawn, but no further off than the pad is large.
func (d *Drawing) checkStroke(i int) error {
	s := &d.Strokes[i]
	if s.W < minLine || s.W > maxLine {
		return invalid(fmt.Sprintf("strokes[%d].w", i), wordsLine)
	}
	if len(s.Points) == 0 {
		return invalid(fmt.Sprintf("strokes[%d].points", i), wordsNoPoints)
	}
	for j, p := range s.Points {
		place := fmt.Sprintf("strokes[%d].points[%d]", i, j)
		switch {
		case p.X < -d.Width || p.X > 2*d.Width || p.Y < -d.Height || p.Y > 2*d.Height:
			return invalid(place, wordsOutside)
		case p.Pressure < 0 || p.Pressure > 1:
			return invalid(place, wordsPressure)
		}
	}
	return nil
}
