// Package child keeps a process of another program alive beside ours.
package child

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Child is a program to keep alive. It is started again whenever it ends, asked
// to end when we do, and killed by the kernel when we are killed.
type Child struct {
	Name string // for the log
	Path string
	Args []string
	Log  *slog.Logger
	// Started, when not nil, is called after each start.
	Started func()
}

// How long a child may take to end by itself, and how long we wait before it is
// started again: longer each time that it did not live for a while.
const (
	grace       = 10 * time.Second
	firstPause  = 200 * time.Millisecond
	longPause   = 10 * time.Second
	longEnough  = 30 * time.Second
	longestLine = 64 << 10
)

// Run keeps the child alive until ctx ends, and returns when it is gone.
func (c *Child) Run(ctx context.Context) {
	// The kernel's promise to kill the child is bound to the thread that
	// started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	pause := firstPause
	for ctx.Err() == nil {
		begin := time.Now()
		err := c.once(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(begin) > longEnough {
			pause = firstPause
		}
		c.Log.Error("child process ended, starting it again", "child", c.Name, "error", err, "in", pause)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, longPause)
	}
}

// once starts the child and waits for its end.
func (c *Child) once(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, c.Path, c.Args...)
	// Its own group: Ctrl-C in the terminal is for us, we end it when we have
	// finished with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = grace
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	c.Log.Info("child process started", "child", c.Name, "pid", cmd.Process.Pid)
	if c.Started != nil {
		c.Started()
	}
	c.passOn(stderr)
	return cmd.Wait()
}

// passOn logs what the child says on its standard error, until it closes it.
func (c *Child) passOn(stderr io.Reader) {
	lines := bufio.NewScanner(stderr)
	lines.Buffer(make([]byte, 0, 4096), longestLine)
	for lines.Scan() {
		c.Log.Warn("child process says", "child", c.Name, "line", lines.Text())
	}
	_, _ = io.Copy(io.Discard, stderr) // after a line too long: it must not block
}
