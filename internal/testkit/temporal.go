package testkit

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

var temporal struct {
	once sync.Once
	addr string
	err  error
}

// TemporalCLI is the path of the pinned Temporal program that `make` builds.
func TemporalCLI(t testing.TB) string {
	t.Helper()
	path := filepath.Join(Root(t), "bin", "temporal")
	if _, err := os.Stat(path); err != nil {
		Missing(t, "bin/temporal")
	}
	return path
}

// Temporal returns the address of a Temporal server, shared by the tests of one
// package and ended with the test process.
func Temporal(t testing.TB) string {
	t.Helper()
	cli := TemporalCLI(t)
	temporal.once.Do(func() {
		port := FreePort(t)
		temporal.addr = fmt.Sprintf("127.0.0.1:%d", port)
		cmd := exec.Command(cli, "server", "start-dev", "--headless", "--ip", "127.0.0.1",
			"--port", fmt.Sprint(port), "--log-level", "error",
			"--dynamic-config-value", "history.maxTotalUpdates=1000000")
		cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
		cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		if temporal.err = cmd.Start(); temporal.err == nil {
			temporal.err = waitForPort(temporal.addr)
		}
	})
	if temporal.err != nil {
		t.Fatalf("testkit: temporal: %v", temporal.err)
	}
	return temporal.addr
}

func waitForPort(addr string) error {
	deadline := time.Now().Add(60 * time.Second)
	for {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			return conn.Close()
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s does not answer: %w", addr, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
