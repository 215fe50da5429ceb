// Package rig runs Renda as its users do: the built program, real processes,
// a real database and a real engine, each of which a story may kill.
package rig

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/zhihui-renda/renda/internal/testkit"
)

// Binary is the path of the program under test, built once a test run.
var binary struct {
	once sync.Once
	path string
	err  error
}

// Binary builds the program once and returns its path.
func Binary(t testing.TB) string {
	t.Helper()
	binary.once.Do(func() {
		dir, err := os.MkdirTemp("", "renda-e2e-")
		if err != nil {
			binary.err = err
			return
		}
		binary.path = filepath.Join(dir, "renda")
		build := exec.Command("go", "build", "-o", binary.path, "./cmd/renda")
		build.Dir = testkit.Root(t)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			binary.err = fmt.Errorf("build: %w\n%s", err, out)
		}
	})
	if binary.err != nil {
		t.Fatal(binary.err)
	}
	return binary.path
}

// Process is one program of a rig. Killed, it can be started again.
type Process struct {
	Name string
	path string
	args []string
	env  []string
	log  string

	mu  sync.Mutex
	cmd *exec.Cmd
	end chan struct{} // closed when cmd is gone
}

// start runs the program; the kernel ends it with the tests.
func (p *Process) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	log, err := os.OpenFile(p.log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	p.cmd = exec.Command(p.path, p.args...)
	p.cmd.Env = p.env
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	started := make(chan error, 1)
	cmd, end := p.cmd, make(chan struct{})
	p.end = end
	go func() {
		// The kernel's promise is bound to the thread that started the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
		close(end)
	}()
	return <-started
}

// Kill ends the program at once, as a power cut would.
func (p *Process) Kill() { p.signal(syscall.SIGKILL) }

// Stop asks the program to end and waits until it has.
func (p *Process) Stop() { p.signal(syscall.SIGTERM) }

func (p *Process) signal(s syscall.Signal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil || p.cmd.Process == nil {
		return
	}
	_ = p.cmd.Process.Signal(s)
	<-p.end
	p.cmd = nil
}

// Start runs the program again after Kill or Stop.
func (p *Process) Start(t testing.TB) {
	t.Helper()
	if err := p.start(); err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
}

// Log is what the program has said.
func (p *Process) Log() string {
	text, _ := os.ReadFile(p.log)
	return string(text)
}

// waitReady waits until the URL answers 200.
func (p *Process) waitReady(t testing.TB, url string) {
	t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		answer, err := http.Get(url)
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s did not get ready at %s\n%s", p.Name, url, p.Log())
		}
		time.Sleep(30 * time.Millisecond)
	}
}
