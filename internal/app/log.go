package app

import (
	"io"
	"log/slog"

	"github.com/zhihui-renda/renda/internal/config"
)

// NewLog makes the log of the process. What is logged holds ids, never names,
// titles or opinions.
func NewLog(w io.Writer, cfg config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}
