package extract_test

import (
	"bytes"
	"io"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/zhihui-renda/renda/internal/extract"
	"github.com/zhihui-renda/renda/internal/testkit"
)

func TestOfficeFilesBecomePages(t *testing.T) {
	read := func(kind extract.Kind, content []byte, office string) ([]byte, error) {
		x := extract.New(extract.Config{Scratch: t.TempDir(), Office: office})
		t.Cleanup(func() { _ = x.Close() })
		var pdf []byte
		err := x.Rendition(t.Context(), kind, source(content), func(r io.Reader) (err error) {
			pdf, err = io.ReadAll(r)
			return err
		})
		return pdf, err
	}
	content := load(t, "multiformat", "test.docx")
	_, err := read(extract.DOCX, content, "/nowhere/soffice")
	require.Equal(t, "NO_CONVERTER", code(t, err))
	_, err = read(extract.OFD, content, "")
	require.Equal(t, "NO_RENDITION", code(t, err))
	x := extract.New(extract.Config{Scratch: t.TempDir()})
	t.Cleanup(func() { _ = x.Close() })
	err = x.Rendition(t.Context(), extract.DOCX, extract.Source{ReaderAt: bytes.NewReader(nil), Size: 31 << 20}, nil)
	require.Equal(t, "RENDITION_TOO_BIG", code(t, err))
	if _, err := exec.LookPath("soffice"); err != nil {
		testkit.Missing(t, "LibreOffice (Debian package libreoffice-writer-nogui)")
	}
	pdf, err := read(extract.DOCX, content, "")
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
}
