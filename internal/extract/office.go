package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// errNoOffice says that LibreOffice is not here.
var errNoOffice = errors.New("extract: no LibreOffice")

// office is LibreOffice, one call at a time: two at once share a profile and
// one of them answers nothing.
type office struct {
	path    string
	scratch string
	turn    chan struct{}
}

func newOffice(path, scratch string) *office {
	for _, name := range []string{"soffice", "libreoffice"} {
		if found, err := exec.LookPath(name); path == "" && err == nil {
			path = found
		}
	}
	return &office{path: path, scratch: scratch, turn: make(chan struct{}, 1)}
}

// text converts a document to plain text. What it needs on the disk is in a
// folder of its own, the profile too, and is removed whatever happens.
func (o *office) text(ctx context.Context, src Source) (text string, err error) {
	if o.path == "" {
		return "", errNoOffice
	}
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	dir, err := os.MkdirTemp(o.scratch, "office-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	in := filepath.Join(dir, "in.doc")
	if err := spill(in, src.reader()); err != nil {
		return "", err
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, o.path, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, in)
	cmd.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir)
	cmd.Stdout, cmd.Stderr = &said, &said
	// It starts children that would outlive it: the whole group goes.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return "", errNoOffice
	} else if err != nil {
		return "", fmt.Errorf("%w: soffice: %w", errDamaged, err)
	}
	out, err := os.Open(filepath.Join(dir, "in.txt"))
	if err != nil {
		return "", fmt.Errorf("%w: soffice wrote nothing", errDamaged)
	}
	defer func() { _ = out.Close() }()
	raw, err := io.ReadAll(io.LimitReader(out, maxText))
	return string(bytes.TrimPrefix(raw, []byte("\ufeff"))), err
}

func spill(name string, r io.Reader) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
