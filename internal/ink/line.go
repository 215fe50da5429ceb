package ink

import (
	"math"
	"strconv"
)

// Line is a part of a stroke that is drawn with one width: the d and the
// stroke-width of a path of SVG.
type Line struct {
	D     string
	Width string
}

// Frame is the part of the pad that was written on, in its pixels.
type Frame struct{ X, Y, Width, Height float64 }

// grain is the step in which the width of a line follows the pressure, as a
// part of the stroke's own width.
const grain = 0.125

// Frame leaves the empty part of the pad away, but for the width of a line.
func (d *Drawing) Frame() Frame {
	left, top, right, bottom := d.Width, d.Height, 0.0, 0.0
	for i := range d.Strokes {
		for _, p := range d.Strokes[i].Points {
			half := d.Strokes[i].W
			left, right = math.Min(left, p.X-half), math.Max(right, p.X+half)
			top, bottom = math.Min(top, p.Y-half), math.Max(bottom, p.Y+half)
		}
	}
	left, top = math.Max(left, 0), math.Max(top, 0)
	right, bottom = math.Min(right, d.Width), math.Min(bottom, d.Height)
	if right-left < 1 || bottom-top < 1 { // all of it outside
		return Frame{0, 0, d.Width, d.Height}
	}
	return Frame{left, top, right - left, bottom - top}
}

// Lines are the strokes as paths with round ends. A stroke whose pressure
// changes is parted where its width does; the parts meet in a point.
func (d *Drawing) Lines() []Line {
	var lines []Line
	for i := range d.Strokes {
		lines = d.Strokes[i].lines(lines)
	}
	return lines
}

func (s *Stroke) lines(lines []Line) []Line {
	if len(s.Points) == 1 {
		dot := at(nil, 'M', s.Points[0])
		return append(lines, Line{string(at(dot, 'L', s.Points[0])), s.width(s.Points[0].Pressure)})
	}
	var path []byte
	var width string
	for i := 1; i < len(s.Points); i++ {
		from, to := s.Points[i-1], s.Points[i]
		if w := s.width((from.Pressure + to.Pressure) / 2); w != width {
			if path != nil {
				lines = append(lines, Line{string(path), width})
			}
			path, width = at(nil, 'M', from), w
		}
		path = at(path, 'L', to)
	}
	return append(lines, Line{string(path), width})
}

// width is half the stroke's own at no pressure and one and a half times it at
// full: a mouse, which says 0.5, draws the width itself.
func (s *Stroke) width(pressure float64) string {
	return number(s.W * math.Round((0.5+pressure)/grain) * grain)
}

func at(path []byte, command byte, p Point) []byte {
	path = append(path, command)
	path = append(path, number(p.X)...)
	path = append(path, ' ')
	return append(path, number(p.Y)...)
}

// number has two digits after the point at most: a hundredth of a pixel.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}
