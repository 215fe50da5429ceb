package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/zhihui-renda/renda/internal/backup"
	"github.com/zhihui-renda/renda/models"
)

type backupCmd struct {
	Dir  string `arg:"" optional:"" help:"备份目录，应在另一台机器的磁盘上。" type:"path"`
	Keep int    `default:"0" help:"只留最新的几份记录副本；0 为全留。附件只增不减。"`
	Done bool   `help:"不作备份，只记下数据库自己的备份工具已成功完成（MySQL）。"`
}

var (
	errNoDir      = errors.New("请写明备份目录，或用 --done")
	errBrokenCopy = errors.New("副本有问题，没有替换较早的副本")
)

// Run copies the record and its files into the folder and proves the copy.
func (b backupCmd) Run(ctx context.Context) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if b.Done {
		return a.Store.KeepBackup(ctx, models.Backup{At: time.Now(), MadeBy: models.BackupByOutside})
	}
	if b.Dir == "" {
		return errNoDir
	}
	made, report, err := backup.Run(ctx, backup.Plan{Store: a.Store, Blobs: a.Blobs, Dir: b.Dir, Keep: b.Keep, Now: time.Now})
	if err != nil {
		return err
	}
	printFindings(report)
	fmt.Printf("%s：%d 字节，事项 %d 件，附件 %d 个。\n", made.Name, made.Size, report.Cases, made.Files)
	if made.Broken > 0 {
		return fmt.Errorf("%w：%d 处", errBrokenCopy, made.Broken)
	}
	fmt.Println("副本核验通过。")
	return nil
}
