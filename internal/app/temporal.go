package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/zhihui-renda/renda/internal/child"
	"github.com/zhihui-renda/renda/internal/config"
)

// EngineFile is the database of the engine that we bring along, in the data
// folder. It may be deleted while nothing runs: the record has everything.
const EngineFile = "temporal.db"

// newTemporal prepares the engine we bring along. It refuses a port that
// somebody else holds, or we would work for a stranger's engine.
func newTemporal(ctx context.Context, cfg config.Config, log *slog.Logger) (*child.Child, error) {
	cli, err := findCLI(cfg.TemporalCLI)
	if err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(cfg.TemporalAddress)
	if err != nil {
		return nil, err
	}
	if err := waitUntilFree(ctx, cfg.TemporalAddress); err != nil {
		return nil, err
	}
	args := []string{
		"server", "start-dev", "--ip", host, "--port", port,
		"--db-filename", filepath.Join(cfg.DataDir, EngineFile),
		"--namespace", cfg.TemporalNamespace,
		"--log-level", "error", "--log-format", "json",
		"--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL",
	}
	if cfg.TemporalUIPort == 0 {
		args = append(args, "--headless")
	} else {
		args = append(args, "--ui-port", fmt.Sprint(cfg.TemporalUIPort))
	}
	return &child.Child{Name: "temporal", Path: cli, Args: args, Log: log}, nil
}

// findCLI finds the engine's program: as set, beside our own, in bin, on PATH.
func findCLI(set string) (string, error) {
	if set != "" {
		if _, err := os.Stat(set); err != nil {
			return "", &config.Error{
				Name: config.Prefix + "TEMPORAL_CLI", Chinese: "指向的程序不存在", English: "names a program that does not exist",
			}
		}
		return set, nil
	}
	var places []string
	if self, err := os.Executable(); err == nil {
		places = append(places, filepath.Join(filepath.Dir(self), "temporal"))
	}
	places = append(places, filepath.Join("bin", "temporal"))
	for _, place := range places {
		if _, err := os.Stat(place); err == nil {
			return filepath.Abs(place)
		}
	}
	if path, err := exec.LookPath("temporal"); err == nil {
		return path, nil
	}
	return "", &config.Error{
		Name:    config.Prefix + "TEMPORAL_CLI",
		Chinese: "没有设置，也找不到 temporal 程序（运行 make build 生成）",
		English: "is not set and no temporal program was found (make build builds it)",
	}
}

// waitUntilFree gives the engine of a predecessor that was just killed a moment
// to go.
func waitUntilFree(ctx context.Context, address string) error {
	const patience = 5 * time.Second
	deadline := time.Now().Add(patience)
	for {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
		if err == nil {
			return l.Close()
		}
		if time.Now().After(deadline) {
			return &config.Error{
				Name:    config.Prefix + "TEMPORAL_ADDRESS",
				Chinese: "的端口 " + address + " 已被别的程序占用",
				English: "names " + address + ", which another program holds",
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
}
