// Command renda is the whole program: the server in its roles, and the commands
// of its administrator.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/zhihui-renda/renda/internal/app"
	"github.com/zhihui-renda/renda/internal/config"
)

// version is set by the build.
var version = "dev"

// commands is the table of all commands.
type commands struct {
	Serve    serveCmd    `cmd:"" help:"运行全部：流程引擎、接口和工作进程（一台机器）。"`
	API      apiCmd      `cmd:"" name:"api" help:"只运行接口进程（多台机器）。"`
	Worker   workerCmd   `cmd:"" help:"只运行工作进程（多台机器）。"`
	Migrate  migrateCmd  `cmd:"" help:"把数据库结构升级到本版本。"`
	Admin    adminCmd    `cmd:"" help:"管理员。"`
	Demo     demoCmd     `cmd:"" help:"演示数据。"`
	Import   importCmd   `cmd:"" help:"导入。"`
	Verify   verifyCmd   `cmd:"" help:"核验全部记录：哈希链、编号、状态与重放一致。"`
	Backup   backupCmd   `cmd:"" help:"备份记录和附件，并核验副本；可在运行中做。"`
	History  historyCmd  `cmd:"" help:"导出一件事项的引擎历史，供回放测试用。"`
	Bench    benchCmd    `cmd:"" help:"测量：与空操作相比的速率，历史事件与语句数，规模、内存与启动时间。"`
	Settings settingsCmd `cmd:"" help:"打印全部设置的说明（docs/settings.md）。"`
	Version  versionCmd  `cmd:"" help:"打印版本。"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	os.Exit(exitCode(err))
}

// run parses the command line and does what it says.
func run(ctx context.Context, args []string) error {
	var all commands
	parser, err := kong.New(&all, kong.Name("renda"), kong.UsageOnError(),
		kong.Description("人大公文与建议办理系统。设置用环境变量，见 docs/settings.md。"),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	parser.FatalIfErrorf(err)
	return command.Run()
}

// exitCode says on standard error what went wrong. 2 is a wrong setting.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, "renda: "+err.Error())
	if _, wrong := errors.AsType[*config.Error](err); wrong {
		return 2
	}
	return 1
}

// open reads the settings and opens the record, for a command.
func open(ctx context.Context) (*app.App, error) {
	cfg, err := config.Read(os.Environ())
	if err != nil {
		return nil, err
	}
	return app.Open(ctx, cfg, logOf(cfg), version)
}

// logOf makes the log of the process, also for the parts that use the default.
func logOf(cfg config.Config) *slog.Logger {
	log := app.NewLog(os.Stderr, cfg)
	slog.SetDefault(log)
	return log
}
