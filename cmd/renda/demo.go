package main

import (
	"context"
	"fmt"
	"time"

	"github.com/zhihui-renda/renda/internal/demo"
)

type demoCmd struct {
	Load   demoLoadCmd   `cmd:"" help:"装入演示县：机关、单位、约六十人、编号序列。"`
	Remove demoRemoveCmd `cmd:"" help:"移除演示数据；已被记录引用时拒绝。"`
	Play   demoPlayCmd   `cmd:"" help:"让演示县办理一批真实公文，从签收到归档，并讲述经过。"`
}

type demoLoadCmd struct {
	IfEmpty bool `help:"已有人员时什么也不做。"`
}

// Run loads the demonstration county and prints its password when it was made.
func (d demoLoadCmd) Run(ctx context.Context) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if d.IfEmpty {
		units, err := a.Store.Units(ctx, true)
		if err != nil || len(units) > 0 {
			return err
		}
	}
	report, err := demo.Load(ctx, a.Store, a.Config.DemoPassword, time.Now())
	if err != nil {
		return err
	}
	fmt.Printf("演示县已装入：单位 %d，人员 %d，岗位 %d，发文字头 %d，编号序列 %d，常用意见 %d。用户名见 docs/demo.md。\n",
		report.Units, report.People, report.Posts, report.Letterheads, report.Series, report.Phrases)
	if report.Password != "" {
		fmt.Printf("所有人的口令（只显示这一次）：%s\n", report.Password)
	}
	return nil
}

type demoRemoveCmd struct{}

// Run takes the demonstration data away.
func (demoRemoveCmd) Run(ctx context.Context) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	removed, err := demo.Remove(ctx, a.Store, time.Now())
	if err != nil {
		return err
	}
	fmt.Printf("已移除：人员 %d，单位 %d，发文字头 %d，编号序列 %d。\n",
		removed.People, removed.Units, removed.Letterheads, removed.Series)
	return nil
}
