package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/internal/config"
	"github.com/zhihui-renda/renda/models/store"
	"github.com/zhihui-renda/renda/worker"
)

type migrateCmd struct{}

// Run brings the tables up to date, whatever RENDA_MIGRATE says.
func (migrateCmd) Run(ctx context.Context) error {
	cfg, err := config.Read(os.Environ())
	if err != nil {
		return err
	}
	cfg.Migrate = true
	a, err := app.Open(ctx, cfg, logOf(cfg), version)
	if err != nil {
		return err
	}
	a.Close()
	fmt.Println("数据库结构已是最新。")
	return nil
}

type verifyCmd struct {
	Root string `help:"核验后再打印这一天终了时的总哈希（如 2026-11-23）；公布它，此前的记录就不能悄悄改写。" placeholder:"日期"`
}

// errBroken is the end of a verification that found something.
var errBroken = errors.New("记录有问题")

// Run proves the whole record and names the first broken row of each damage.
func (v verifyCmd) Run(ctx context.Context) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	report, err := a.Store.Verify(ctx, nil)
	if err != nil {
		return err
	}
	fmt.Printf("事项 %d 件，事件 %d 条，编号 %d 个。\n", report.Cases, report.Events, report.Numbers)
	printFindings(report)
	// A copy that cannot be written to is proved all the same.
	if _, err := a.Store.KeepVerification(ctx, report, time.Now()); err != nil {
		fmt.Fprintf(os.Stderr, "核验结果没有记下，“运行状况”页看不到这一次：%v\n", err)
	}
	if len(report.Findings) > 0 {
		return fmt.Errorf("%w：%d 处", errBroken, len(report.Findings))
	}
	fmt.Println("全部核验通过。")
	if v.Root == "" {
		return nil
	}
	root, err := a.Store.Root(ctx, v.Root)
	if err != nil {
		return err
	}
	fmt.Printf("%s 终了时的总哈希（SM3）：%s\n", v.Root, root)
	return nil
}

func printFindings(report store.Report) {
	for _, f := range report.Findings {
		fmt.Printf("✗ %s：%s（表 %s，事项 %s，序号 %d，行 %s）\n", f.Check, f.Detail, f.Table, f.CaseID, f.Seq, f.Row)
	}
}

type historyCmd struct {
	Case string `arg:"" help:"事项编号。"`
	File string `arg:"" optional:"" help:"写到的文件；不写则为 <事项编号>.json.gz。" type:"path"`
}

// Run writes the history of the case's last run, for worker/replay_test.go.
func (h historyCmd) Run(ctx context.Context) error {
	cfg, err := config.Read(os.Environ())
	if err != nil {
		return err
	}
	c, err := worker.NewClient(worker.ClientOptions{
		Address: cfg.TemporalAddress, Namespace: cfg.TemporalNamespace, Log: logOf(cfg),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	name := h.File
	if name == "" {
		name = h.Case + ".json.gz"
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	events, err := worker.WriteHistory(ctx, c, h.Case, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	fmt.Printf("%s：%d 个事件\n", name, events)
	return nil
}

type settingsCmd struct{}

// Run prints docs/settings.md.
func (settingsCmd) Run() error {
	_, err := fmt.Print(config.Markdown())
	return err
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	_, err := fmt.Println(version)
	return err
}
