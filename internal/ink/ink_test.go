package ink_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/internal/ink"
)

const drawn = `{"v":1,"width":600,"height":300,"strokes":[
	{"w":2,"points":[[100,50,0.5],[110.126,60,0.5],[120,70,1]]},
	{"w":3,"points":[[200,80,0]]}]}`

func TestADrawingIsReadAndBecomesLines(t *testing.T) {
	d, err := ink.Parse([]byte(drawn))
	require.NoError(t, err)
	require.Equal(t, []ink.Line{
		{D: "M100 50L110.13 60", Width: "2"},
		{D: "M110.13 60L120 70", Width: "2.5"},
		{D: "M200 80L200 80", Width: "1.5"},
	}, d.Lines())
	require.Equal(t, ink.Frame{X: 98, Y: 48, Width: 105, Height: 35}, d.Frame())
}

func TestWhatRanOverTheEdgeIsNotDrawn(t *testing.T) {
	d, err := ink.Parse([]byte(`{"v":1,"width":100,"height":100,"strokes":[{"w":2,"points":[[-50,50,0.5],[150,60,0.5]]}]}`))
	require.NoError(t, err)
	require.Equal(t, ink.Frame{X: 0, Y: 48, Width: 100, Height: 14}, d.Frame())
}

func TestADrawingThatIsNoneIsRefused(t *testing.T) {
	change := func(old, becomes string) string { return strings.Replace(drawn, old, becomes, 1) }
	many := `{"v":1,"width":600,"height":300,"strokes":[` + strings.Repeat(`{"w":2,"points":[[1,1,1]]},`, 2000) + `{"w":2,"points":[[1,1,1]]}]}`
	long := `{"v":1,"width":600,"height":300,"strokes":[{"w":2,"points":[` + strings.Repeat(`[1,1,1],`, 20000) + `[1,1,1]]}]}`
	for _, c := range []struct{ given, code, place string }{
		{change(`"v":1`, `"v":2`), "INK_INVALID", "v"},
		{change(`"v":1,`, ``), "INK_INVALID", "v"},
		{change(`600`, `0`), "INK_INVALID", "width"},
		{change(`300`, `100000`), "INK_INVALID", "height"},
		{change(`"w":3`, `"w":0`), "INK_INVALID", "strokes[1].w"},
		{change(`[[200,80,0]]`, `[]`), "INK_INVALID", "strokes[1].points"},
		{change(`[200,80,0]`, `[200,80,1.1]`), "INK_INVALID", "strokes[1].points[0]"},
		{change(`[200,80,0]`, `[2000,80,1]`), "INK_INVALID", "strokes[1].points[0]"},
		{change(`[200,80,0]`, `[200,80]`), "INK_INVALID", "strokes.points"},
		{change(`[200,80,0]`, `[200,80,0,1]`), "INK_INVALID", "strokes.points"},
		{change(`[200,80,0]`, `[200,null,0]`), "INK_INVALID", "strokes.points"},
		{change(`"v":1`, `"v":1,"author":"机密"`), "INK_INVALID", ""},
		{change(`"w":3`, `"w":3,"text":"x"`), "INK_INVALID", ""},
		{drawn + drawn, "INK_INVALID", ""},
		{drawn[:40], "INK_INVALID", ""},
		{`null`, "INK_INVALID", "v"},
		{`{"v":1,"width":600,"height":300,"strokes":[]}`, "INK_EMPTY", ""},
		{many, "INK_TOO_LARGE", ""},
		{long, "INK_TOO_LARGE", ""},
		{drawn + strings.Repeat(" ", ink.MaxBytes), "INK_TOO_LARGE", ""},
	} {
		_, err := ink.Parse([]byte(c.given))
		require.Error(t, err, c.given[:min(80, len(c.given))])
		f := fault.From(err)
		require.Equal(t, c.code, f.Code, c.given[:min(80, len(c.given))])
		require.Equal(t, c.place, f.Args["place"], c.given[:min(80, len(c.given))])
	}
}

// FuzzParse: whatever is taken can be drawn, and a drawing says nothing but
// numbers.
func FuzzParse(f *testing.F) {
	f.Add([]byte(drawn))
	f.Add([]byte(`{"v":1,"width":1e4,"height":1,"strokes":[{"w":50,"points":[[-1e4,2,1]]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := ink.Parse(raw)
		if err != nil {
			return
		}
		lines, err := json.Marshal(d.Lines())
		require.NoError(t, err)
		require.LessOrEqual(t, len(lines), 60*20_000)
		for _, l := range d.Lines() {
			require.Empty(t, strings.Trim(l.D, "ML-. 0123456789"))
			require.Empty(t, strings.Trim(l.Width, ".0123456789"))
		}
	})
}
