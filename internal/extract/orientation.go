package extract

import (
	"bytes"
	"encoding/binary"
	"image"
)

// asIs is the orientation of a picture that lies as it is kept.
const asIs = 1

// orientation is how a picture is to be turned, in EXIF's numbers 1 to 8:
// telephones keep photographs as the sensor saw them.
func orientation(src Source) int {
	lies := asIs
	_ = jpegSegments(src, func(marker byte, data []byte) { // whatever is wrong with it shows when it is decoded
		if body, ok := bytes.CutPrefix(data, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			lies = exifOrientation(body)
		}
	})
	return lies
}

// exifOrientation reads tag 0x0112 of the first directory.
func exifOrientation(body []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(body, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(body) < 8 {
		return asIs
	}
	at := int64(order.Uint32(body[4:]))
	if at+2 > int64(len(body)) {
		return asIs
	}
	entries := body[at+2:]
	for range order.Uint16(body[at:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == 0x0112 {
			if lies := int(order.Uint16(entries[8:])); lies >= asIs && lies <= 8 {
				return lies
			}
		}
		entries = entries[12:]
	}
	return asIs
}

// upright turns a picture the way people hold it.
func upright(page *image.RGBA, lies int) *image.RGBA {
	if lies == asIs {
		return page
	}
	w, h := page.Bounds().Dx(), page.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if lies >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := turned(lies, x, y, w, h)
			out.SetRGBA(to.X, to.Y, page.RGBAAt(x, y))
		}
	}
	return out
}

// turned is where a point of a picture of w by h goes.
func turned(lies, x, y, w, h int) image.Point {
	switch lies {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	case 8:
		return image.Pt(y, w-1-x)
	}
	return image.Pt(x, y)
}
