package file

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/models"
)

// patience is how long an upload may stand still; how long it takes in all is
// a matter of the line.
const patience = time.Minute

// uploadIn gets at the body as it comes, which nothing has read yet.
type uploadIn struct {
	request *http.Request
	writer  http.ResponseWriter
}

// Resolve implements huma.Resolver.
func (in *uploadIn) Resolve(c huma.Context) []error {
	g := humagin.Unwrap(c)
	in.request, in.writer = g.Request, g.Writer
	return nil
}

func (d Deps) upload(ctx context.Context, in *uploadIn) (*Answer[File], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	line := &patientReader{body: in.request.Body, line: http.NewResponseController(in.writer)}
	in.request.Body = line
	defer line.drain(d.Limit)
	form, err := in.request.MultipartReader()
	if err != nil {
		return nil, problemNoForm()
	}
	part, err := form.NextPart()
	if err != nil {
		return nil, faultNoFile(err)
	}
	if part.FormName() != "file" || part.FileName() == "" {
		return nil, faultUnknownField(part.FormName())
	}
	request := door.RequestOf(ctx)
	file, err := d.Intake.Take(ctx, intake.Upload{
		Name: part.FileName(), Declared: part.Header.Get("Content-Type"), Body: &onlyPart{part: part, form: form}, Key: request.Key,
		By: models.By{PersonID: viewer.PersonID, IP: request.IP, Port: request.Identity.Port, RequestID: request.ID},
	})
	if err != nil {
		return nil, err
	}
	shown, err := d.show(ctx, file)
	if err != nil {
		return nil, err
	}
	return &Answer[File]{shown[0]}, nil
}

// onlyPart is the bytes of the file, and at their end makes sure that the form
// ends there as well: one that goes on, or was cut, is not taken.
type onlyPart struct {
	part *multipart.Part
	form *multipart.Reader
}

// Read implements io.Reader.
func (o *onlyPart) Read(p []byte) (int, error) {
	n, err := o.part.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	switch next, end := o.form.NextPart(); {
	case end == io.EOF: // bare; a form that was cut wraps it
		return n, io.EOF
	case end != nil:
		return n, end
	default:
		return n, faultUnknownField(next.FormName())
	}
}

// patientReader gives up on a line that stands still.
type patientReader struct {
	body io.ReadCloser
	line *http.ResponseController
}

// Read implements io.Reader.
func (p *patientReader) Read(b []byte) (int, error) {
	// A server that cannot set deadlines, as in a test without a network, reads
	// without them.
	_ = p.line.SetReadDeadline(time.Now().Add(patience))
	return p.body.Read(b)
}

// Close implements io.Closer.
func (p *patientReader) Close() error { return p.body.Close() }

// drain reads what a refusal left unread, within the limit: a browser that is
// still sending does not look at the answer.
func (p *patientReader) drain(limit int64) {
	_, _ = io.CopyN(io.Discard, p, limit) // the answer stands whatever is left of the line
	_ = p.line.SetReadDeadline(time.Time{})
}
