// Package testkit gives tests real parts: a MariaDB server, a Temporal server,
// the material beside the project. What is missing is skipped loudly by hand
// and fails where CI is set. Nothing of it is compiled into the product.
package testkit

import (
	"context"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Root is the top folder of the project: the one above the test that holds
// go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			t.Fatal("testkit: no go.mod above the test")
		}
		dir = above
	}
}

// Shared is a path in the material folder that lies beside the project; the
// test is skipped when it is not there.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{Root(t), "..", "shared"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		Missing(t, "the material folder ../shared is not there: "+filepath.Join(elem...))
	}
	return path
}

// Missing skips a test for want of a part, or fails it where CI is set.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("MISSING: %s; run `make test`, which installs what it needs", what)
	}
	t.Skipf("SKIPPED, MISSING: %s; run `make test`, which installs what it needs", what)
}

// FreePort returns a port of the loopback interface that nobody listens on.
func FreePort(t testing.TB) int {
	t.Helper()
	return FreePorts(t, 0)
}

// FreePorts returns a port so that it with each of the offsets is free. They
// lie below those that systems give to outgoing connections: another test's
// client must not sit on one before its server does.
func FreePorts(t testing.TB, offsets ...int) int {
	t.Helper()
	for range 200 {
		port := 12_000 + rand.IntN(18_000)
		if !slices.ContainsFunc(offsets, func(offset int) bool { return taken(port + offset) }) {
			return port
		}
	}
	t.Fatal("no free ports")
	return 0
}

func taken(port int) bool {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return true
	}
	return listener.Close() != nil
}

// Recogniser ends or skips a test that cannot run without Tesseract and its
// Chinese.
func Recogniser(t testing.TB) {
	t.Helper()
	said, err := exec.CommandContext(t.Context(), "tesseract", "--list-langs").CombinedOutput()
	if err != nil || !strings.Contains(string(said), "chi_sim") {
		Missing(t, "Tesseract with Chinese (Debian package tesseract-ocr-chi-sim)")
	}
}
