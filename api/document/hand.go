package document

import (
	"context"
	"io"

	"github.com/zhihui-renda/renda/internal/ink"
	"github.com/zhihui-renda/renda/models"
)

// hands reads the handwriting of opinions, by file. A form is not printed
// without what was written on it: bytes that are away are Unavailable.
func (d Deps) hands(ctx context.Context, viewer models.Viewer, caseID string, opinions []models.Opinion) (map[string]*ink.Drawing, error) {
	hands := map[string]*ink.Drawing{}
	for _, o := range opinions {
		if o.Ink != "" {
			hands[o.Ink] = nil
		}
	}
	if len(hands) == 0 {
		return hands, nil
	}
	files, err := d.Record.CaseFiles(ctx, viewer, caseID)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if _, wanted := hands[f.ID]; !wanted || f.Kind != models.FileInk {
			continue
		}
		if hands[f.ID], err = d.hand(ctx, f.SHA256); err != nil {
			return nil, err
		}
	}
	return hands, nil
}

func (d Deps) hand(ctx context.Context, hash string) (*ink.Drawing, error) {
	r, err := d.Blobs.Open(ctx, hash)
	if err != nil {
		return nil, faultHandAway(err)
	}
	defer func() { _ = r.Close() }()
	raw, err := io.ReadAll(io.LimitReader(r, ink.MaxBytes+1))
	if err != nil {
		return nil, faultHandAway(err)
	}
	drawing, err := ink.Parse(raw)
	return &drawing, err
}
