package extract_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/classified"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/testkit"
	"github.com/zhihui-renda/renda/internal/testkit/paper"
)

// scanned is an extractor with a recogniser.
func scanned(t *testing.T) *extract.Extractor {
	t.Helper()
	testkit.Recogniser(t)
	x := extract.New(extract.Config{Scratch: t.TempDir()})
	t.Cleanup(func() { _ = x.Close() })
	return x
}

// photo is a real page that shows 绝密★启用前, without what it says about itself.
func photo(t *testing.T) image.Image {
	t.Helper()
	page, err := png.Decode(bytes.NewReader(load(t, "multiformat", "test.png")))
	require.NoError(t, err)
	return page
}

func TestPageOneOfAScanIsRecognisedWithTheMarkItShows(t *testing.T) {
	x := scanned(t)
	for name, make := range map[string]func(*bytes.Buffer) error{
		"png":             func(b *bytes.Buffer) error { return png.Encode(b, photo(t)) },
		"sideways.jpg":    func(b *bytes.Buffer) error { return sideways(b, photo(t)) },
		"scan inside.pdf": func(b *bytes.Buffer) error { return paper.PicturePDF(b, photo(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			require.NoError(t, make(&file))
			kind, err := extract.Identify(t.Context(), "a."+name[len(name)-3:], "", source(file.Bytes()))
			require.NoError(t, err)
			reading, err := x.Read(t.Context(), kind, source(file.Bytes()))
			require.NoError(t, err)
			require.Equal(t, extract.Partial, reading.Status)
			require.True(t, reading.Recognised)
			require.Contains(t, reading.Text, "生成特定格式测试文件的通知")
			mark, found := classified.FindRecognised(reading.Text)
			require.True(t, found, reading.Text)
			require.Equal(t, classified.TopSecret, mark.Level)
		})
	}
}

func TestAPictureWithoutWritingStaysUnread(t *testing.T) {
	x := scanned(t)
	blank := image.NewGray(image.Rect(0, 0, 800, 1100))
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, blank))
	reading, err := x.Read(t.Context(), extract.PNG, source(file.Bytes()))
	require.NoError(t, err)
	require.Equal(t, extract.None, reading.Status)
	require.False(t, reading.Recognised)
}

func TestAPhotographIsShownUpright(t *testing.T) {
	// Red above, as people saw it; the telephone was held on its side.
	page := image.NewRGBA(image.Rect(0, 0, 200, 300))
	for y := range 300 {
		for x := range 200 {
			page.Set(x, y, color.White)
			if y < 100 {
				page.Set(x, y, color.RGBA{R: 200, A: 255})
			}
		}
	}
	var file bytes.Buffer
	require.NoError(t, sideways(&file, page))
	small, err := extractor.Thumbnail(t.Context(), extract.JPEG, source(file.Bytes()))
	require.NoError(t, err)
	got, err := png.Decode(bytes.NewReader(small))
	require.NoError(t, err)
	require.Equal(t, image.Pt(200, 300), got.Bounds().Size())
	_, top, _, _ := got.At(100, 20).RGBA()
	_, bottom, _, _ := got.At(100, 280).RGBA()
	require.Less(t, top, uint32(0x4000))
	require.Greater(t, bottom, uint32(0xc000))
}

// sideways writes a picture as a telephone does that was turned to the left:
// the sensor's rows, and EXIF's word that they are to be turned to the right.
func sideways(out *bytes.Buffer, upright image.Image) error {
	size := upright.Bounds().Size()
	lying := image.NewRGBA(image.Rect(0, 0, size.Y, size.X))
	for y := range size.Y {
		for x := range size.X {
			lying.Set(y, size.X-1-x, upright.At(upright.Bounds().Min.X+x, upright.Bounds().Min.Y+y))
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, lying, &jpeg.Options{Quality: 92}); err != nil {
		return err
	}
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	out.Write(plain.Bytes()[:2])
	out.Write([]byte{0xff, 0xe1})
	out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2)))
	out.Write(exif)
	out.Write(plain.Bytes()[2:])
	return nil
}
