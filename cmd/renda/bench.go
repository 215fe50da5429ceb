package main

import (
	"context"
	"os"
	"time"

	"github.com/zhihui-renda/renda/bench"
)

type benchCmd struct {
	Parts []string      `arg:"" optional:"" enum:"commit,acts,ready,parked,scale," help:"只量这些：commit 提交、acts 办理、ready 启动、parked 搁置、scale 规模；不写则全部。"`
	Long  time.Duration `default:"2s" help:"办理的每一轮量多久。"`
}

// Run measures in a folder of its own; the record of the settings is not
// touched.
func (b benchCmd) Run(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return bench.Run(ctx, os.Stdout, bench.Options{Parts: b.Parts, Long: b.Long, Binary: self})
}
