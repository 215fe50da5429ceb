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
	"strings"
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

// text converts a document to plain text.
func (o *office) text(ctx context.Context, src Source) (text string, err error) {
	err = o.convert(ctx, src, "doc", "txt:Text (encoded):UTF8", func(out *os.File) error {
		raw, err := io.ReadAll(io.LimitReader(out, maxText))
		text = string(bytes.TrimPrefix(raw, []byte("\ufeff")))
		return err
	})
	return text, err
}

// convert turns a file of the ending into what the filter says, and lets keep
// read it. What it needs on the disk is in a folder of its own, the profile
// too, and is removed whatever happens.
func (o *office) convert(ctx context.Context, src Source, ending, filter string, keep func(out *os.File) error) (err error) {
	if o.path == "" {
		return errNoOffice
	}
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	dir, err := os.MkdirTemp(o.scratch, "office-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	in := filepath.Join(dir, "in."+ending)
	if err := errors.Join(spill(in, src.reader()), lockProfile(dir)); err != nil {
		return err
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, o.path, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", filter, "--outdir", dir, in)
	cmd.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir)
	cmd.Stdout, cmd.Stderr = &said, &said
	// It starts children that would outlive it: the whole group goes.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return errNoOffice
	} else if err != nil {
		return fmt.Errorf("%w: soffice: %w", errDamaged, err)
	}
	kind, _, _ := strings.Cut(filter, ":")
	out, err := os.Open(filepath.Join(dir, "in."+kind))
	if err != nil {
		return fmt.Errorf("%w: soffice wrote nothing", errDamaged)
	}
	defer func() { _ = out.Close() }()
	return keep(out)
}

// locked is the profile's answer to papers that would run programs or fetch
// what lies elsewhere.
const locked = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
`

func lockProfile(dir string) error {
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(locked), 0o600)
}

func spill(name string, r io.Reader) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
