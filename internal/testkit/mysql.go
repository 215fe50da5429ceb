package testkit

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // the driver that the waiting below speaks through
)

// MySQLEnv names a running server for the tests to use: a DSN of a user who may
// create databases, without a database name ("root@tcp(127.0.0.1:3307)/").
// Unset, a test binary starts MariaDB for itself and removes it afterwards.
const MySQLEnv = "RENDA_TEST_MYSQL"

var mariadb struct {
	once   sync.Once
	server *Server
	err    error
	count  atomic.Int64
	keeper *exec.Cmd // held, or its end of the pipe would be collected and closed
}

// MySQL returns the DSN of an empty database of its own, dropped with the test.
func MySQL(t testing.TB) string {
	t.Helper()
	base := os.Getenv(MySQLEnv)
	if base == "" {
		base = sharedMariaDB(t).BaseDSN()
	}
	db, err := sql.Open("mysql", base)
	if err != nil {
		t.Fatalf("testkit: %s: %v", MySQLEnv, err)
	}
	name := fmt.Sprintf("renda_test_%d_%d", os.Getpid(), mariadb.count.Add(1))
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE "+name+" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"); err != nil {
		t.Fatalf("testkit: create database: %v", err)
	}
	t.Cleanup(func() {
		_, _ = db.Exec("DROP DATABASE IF EXISTS " + name)
		_ = db.Close()
	})
	return base + name + "?parseTime=true&loc=UTC&charset=utf8mb4"
}

// Server is a MariaDB of our own on a free loopback port, with its data in a
// folder that goes when the test process ends, however that ends.
type Server struct {
	Port int
	dir  string
	cmd  *exec.Cmd
}

// keeper removes the data when our end of the pipe closes.
const keeper = `trap '' INT TERM; cat >/dev/null; sleep 0.2; rm -rf "$0"`

func sharedMariaDB(t testing.TB) *Server {
	t.Helper()
	if _, err := exec.LookPath("mariadbd"); err != nil {
		Missing(t, "mariadbd (Debian package mariadb-server)")
	}
	mariadb.once.Do(func() {
		dir, err := os.MkdirTemp(memory(), "renda-mariadb-")
		if err == nil {
			err = removeWithUs(dir)
		}
		if err != nil {
			mariadb.err = err
			return
		}
		mariadb.server, mariadb.err = StartMariaDB(dir, FreePort(t))
	})
	if mariadb.err != nil {
		t.Fatalf("testkit: mariadb: %v", mariadb.err)
	}
	return mariadb.server
}

// roomInMemory is what a server of the tests takes at most.
const roomInMemory = 2 << 30

// memory is a folder in memory when there is one with room: every test makes a
// database of some fifty tables, and on a disk each of them is waited for.
func memory() string {
	var stat syscall.Statfs_t
	const shared = "/dev/shm"
	if err := syscall.Statfs(shared, &stat); err != nil || stat.Bavail*uint64(stat.Bsize) < roomInMemory {
		return ""
	}
	return shared
}

// removeWithUs removes dir once this process is gone.
func removeWithUs(dir string) error {
	cmd := exec.Command("sh", "-c", keeper, dir)
	if _, err := cmd.StdinPipe(); err != nil {
		return err
	}
	mariadb.keeper = cmd
	return cmd.Start()
}

// StartMariaDB makes a fresh server in dir on the port and waits until it
// answers. The kernel ends it when the test process ends, however that ends.
func StartMariaDB(dir string, port int) (*Server, error) {
	data := filepath.Join(dir, "data")
	install := exec.Command("mariadb-install-db", "--no-defaults", "--datadir="+data,
		"--auth-root-authentication-method=normal", "--skip-test-db", "--user="+currentUser())
	if out, err := install.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("mariadb-install-db: %w: %s", err, out)
	}
	s := &Server{Port: port, dir: dir}
	return s, s.Start()
}

// Start runs the server (again, after Kill) and waits until it answers.
func (s *Server) Start() error {
	s.cmd = exec.Command("mariadbd", "--no-defaults", "--datadir="+filepath.Join(s.dir, "data"),
		"--socket="+filepath.Join(s.dir, "s.sock"), "--bind-address=127.0.0.1", fmt.Sprintf("--port=%d", s.Port),
		"--pid-file="+filepath.Join(s.dir, "pid"), "--user="+currentUser(), "--skip-log-bin",
		"--innodb-buffer-pool-size=256M", "--innodb-flush-log-at-trx-commit=1", "--max-connections=300",
		"--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
		"--log-error="+filepath.Join(s.dir, "error.log"))
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	db, err := sql.Open("mysql", s.BaseDSN())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	deadline := time.Now().Add(60 * time.Second)
	for {
		err := db.Ping()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "error.log"))
			return fmt.Errorf("mariadbd does not answer: %w\n%s", err, tail(string(log)))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// Stop ends the server and removes its data.
func (s *Server) Stop() {
	s.Kill()
	_ = os.RemoveAll(s.dir)
}

// BaseDSN is the DSN without a database.
func (s *Server) BaseDSN() string { return fmt.Sprintf("root@tcp(127.0.0.1:%d)/", s.Port) }

func currentUser() string {
	if os.Geteuid() == 0 {
		return "root"
	}
	return os.Getenv("USER")
}

func tail(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	return strings.Join(lines[max(0, len(lines)-15):], "\n")
}
