// Package file is the API of files: bringing them, and reading what is known of
// them, their bytes, their text and a picture of page one.
package file

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/zhihui-renda/renda/api/door"
	"github.com/zhihui-renda/renda/api/names"
	"github.com/zhihui-renda/renda/internal/blob"
	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/intake"
	"github.com/zhihui-renda/renda/models"
)

// Record is what the package reads of the store.
type Record interface {
	File(ctx context.Context, viewer models.Viewer, id string) (models.File, error)
	FileText(ctx context.Context, viewer models.Viewer, id string) (models.File, string, error)
	CaseFiles(ctx context.Context, viewer models.Viewer, caseID string) ([]models.File, error)
	MaySee(ctx context.Context, viewer models.Viewer, caseID string) (bool, error)
}

// Taker takes files in.
type Taker interface {
	Take(ctx context.Context, up intake.Upload) (models.File, error)
}

// Blobs holds the bytes of files and their thumbnails.
type Blobs interface {
	Open(ctx context.Context, hash string) (blob.Reader, error)
	OpenDerived(ctx context.Context, hash, kind string) (blob.Reader, error)
	PutDerived(ctx context.Context, hash, kind string, r io.Reader) error
}

// Painter draws page one.
type Painter interface {
	Thumbnail(ctx context.Context, kind extract.Kind, src extract.Source) ([]byte, error)
}

// Pages makes a PDF of an office file, in the background.
type Pages interface {
	Ask(ctx context.Context, hash string, kind extract.Kind) (ready bool, err error)
	Open(ctx context.Context, hash string) (blob.Reader, error)
}

// Deps are the parts the handlers work with.
type Deps struct {
	Record  Record
	Intake  Taker
	Blobs   Blobs
	Painter Painter
	Pages   Pages
	Names   names.Directory
	// Limit of one file in bytes.
	Limit  int64
	Viewer func(ctx context.Context) (models.Viewer, error)
}

// File is what is known of a file.
type File struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	Size       int64           `json:"size" doc:"字节数。"`
	Type       string          `json:"type" doc:"按内容识别的类型。"`
	SHA256     string          `json:"sha256"`
	Text       models.FileText `json:"text" enum:"full,partial,none,no_converter" doc:"文字提取到什么程度：full 全部，partial 部分，none 只有图像，no_converter 本机没有能读这种旧格式的程序。"`
	Scanned    models.Scanned  `json:"scanned" enum:"clear,partial,unread" doc:"密级标志检查到什么程度；unread 表示只检查了文件名和属性，内容须由人查看。"`
	Pages      int             `json:"pages,omitempty"`
	Thumbnail  bool            `json:"thumbnail" doc:"有没有首页缩略图。"`
	Inline     bool            `json:"inline" doc:"能否在浏览器里直接打开。"`
	Rendition  bool            `json:"rendition" doc:"能否转换成 PDF 阅读（rendition）。"`
	UploadedBy *names.Ref      `json:"uploaded_by"`
	CreatedAt  time.Time       `json:"created_at"`
}

// Text is the text found in a file.
type Text struct {
	Status models.FileText `json:"status" enum:"full,partial,none,no_converter"`
	Text   string          `json:"text"`
}

// Rendition says how far the pages of an office file are.
type Rendition struct {
	Status string `json:"status" enum:"ready,making" doc:"ready 可以阅读，making 正在转换，请稍后再问。"`
}

// Answer wraps a body.
type Answer[T any] struct{ Body T }

// List is a whole list.
type List[T any] struct {
	Items []T `json:"items"`
}

type byID struct {
	ID string `path:"id" maxLength:"26"`
}

type contentIn struct {
	ID       string `path:"id" maxLength:"26"`
	Download bool   `query:"download" doc:"总是下载，不在浏览器里打开。"`
}

const tag = "附件"

// overhead is what a form adds to the bytes of its file.
const overhead = 1 << 20

// Register adds the operations on files.
func Register(d *door.Door, deps Deps) {
	door.Register(d, door.Route{
		Method: http.MethodPost, Path: "/files", ID: "upload-file", Summary: "上传附件", Tag: tag, Object: "file", Action: "upload",
		Description: "以 multipart/form-data 上传一个文件，字段名 file。同一 Idempotency-Key 重复上传得到同一个文件。",
		Write:       true, OwnKey: true, MaxBody: deps.Limit + overhead, Status: http.StatusCreated,
	}, deps.upload)
	documentUpload(d)
	read := func(path, id, summary string) door.Route {
		return door.Route{Method: http.MethodGet, Path: path, ID: id, Summary: summary, Tag: tag, Object: "file", Action: "read"}
	}
	door.Register(d, read("/files/{id}", "get-file", "附件信息"), deps.get)
	content := read("/files/{id}/content", "get-file-content", "下载附件，可分段")
	content.Adjust = documentBytes("application/octet-stream")
	door.Register(d, content, deps.content)
	thumbnail := read("/files/{id}/thumbnail", "get-file-thumbnail", "附件首页缩略图")
	thumbnail.Adjust = documentBytes("image/png")
	door.Register(d, thumbnail, deps.thumbnail)
	door.Register(d, read("/files/{id}/rendition", "get-file-rendition", "请求把办公文件转换成 PDF，并查询进展"), deps.rendition)
	pages := read("/files/{id}/rendition/content", "get-file-rendition-content", "转换成的 PDF")
	pages.Adjust = documentBytes("application/pdf")
	door.Register(d, pages, deps.renditionContent)
	door.Register(d, read("/files/{id}/text", "get-file-text", "附件的文字"), deps.text)
	door.Register(d, read("/cases/{id}/files", "list-case-files", "事项的全部附件"), deps.ofCase)
}

// documentUpload says in the description what a form holds. The operation that
// runs must not know: huma would read the body by itself, all at once.
func documentUpload(d *door.Door) {
	path := d.API.OpenAPI().Paths[door.Prefix+"/files"]
	shown := *path.Post
	shown.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
		Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"file"}, AdditionalProperties: false,
			Properties: map[string]*huma.Schema{"file": {Type: huma.TypeString, Format: "binary"}},
		},
	}}}
	path.Post = &shown
}

func documentBytes(media string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		bytes := &huma.Schema{Type: huma.TypeString, Format: "binary"}
		op.Responses = map[string]*huma.Response{"200": {
			Description: "OK", Content: map[string]*huma.MediaType{media: {Schema: bytes}},
		}}
	}
}

func (d Deps) get(ctx context.Context, in *byID) (*Answer[File], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, err := d.Record.File(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	shown, err := d.show(ctx, file)
	if err != nil {
		return nil, err
	}
	return &Answer[File]{shown[0]}, nil
}

func (d Deps) text(ctx context.Context, in *byID) (*Answer[Text], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	file, text, err := d.Record.FileText(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	return &Answer[Text]{Text{Status: file.Text, Text: text}}, nil
}

func (d Deps) ofCase(ctx context.Context, in *byID) (*Answer[List[File]], error) {
	viewer, err := d.Viewer(ctx)
	if err != nil {
		return nil, err
	}
	visible, err := d.Record.MaySee(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	if !visible {
		return nil, faultNoCase()
	}
	files, err := d.Record.CaseFiles(ctx, viewer, in.ID)
	if err != nil {
		return nil, err
	}
	shown, err := d.show(ctx, files...)
	if err != nil {
		return nil, err
	}
	return &Answer[List[File]]{List[File]{shown}}, nil
}

func (d Deps) show(ctx context.Context, files ...models.File) ([]File, error) {
	book := names.NewBook()
	for _, f := range files {
		book.Want(f.UploadedBy)
	}
	if err := book.Load(ctx, d.Names); err != nil {
		return nil, err
	}
	shown := make([]File, len(files))
	for i, f := range files {
		kind := extract.Kind(f.Kind)
		shown[i] = File{
			ID: f.ID, Name: f.Name, Size: f.Size, Type: kind.MIME(), SHA256: f.SHA256, Text: f.Text, Scanned: f.Scanned, Pages: f.Pages,
			Thumbnail: kind.HasThumbnail(), Inline: inline[kind],
			Rendition: kind.HasRendition(), UploadedBy: book.PersonRef(f.UploadedBy), CreatedAt: f.CreatedAt,
		}
	}
	return shown, nil
}
