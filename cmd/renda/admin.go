package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/models/store"
)

type adminCmd struct {
	Create adminCreateCmd `cmd:"" help:"建立第一位管理员（三员各一位；其后的管理员须由两名管理员共同任命）。"`
}

type adminCreateCmd struct {
	Role          string `arg:"" enum:"sysadmin,secadmin,auditor" help:"sysadmin 系统管理员、secadmin 安全保密管理员、auditor 安全审计员。"`
	Username      string `arg:"" help:"用户名。"`
	Name          string `arg:"" help:"姓名。"`
	PasswordStdin bool   `help:"从标准输入读口令；不用则随机生成并显示一次。"`
}

// Run makes the first holder of an administrator's role. The password is never
// an argument: arguments are seen by everybody on the machine.
func (c adminCreateCmd) Run(ctx context.Context) error {
	a, err := open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	first := store.FirstAdmin{Role: models.Role(c.Role), Username: c.Username, Name: c.Name}
	if c.PasswordStdin {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && line == "" {
			return fmt.Errorf("口令没有读到: %w", err)
		}
		first.Password = strings.TrimRight(line, "\r\n")
	}
	person, made, err := a.Store.CreateFirstAdmin(ctx, first, models.By{Port: "cli", At: time.Now()})
	if err != nil {
		return err
	}
	fmt.Printf("%s %s（%s）已建立，首次登录须修改口令。\n", models.RoleTitles[first.Role], person.Name, person.Username)
	if made != "" {
		fmt.Printf("口令（只显示这一次）：%s\n", made)
	}
	return nil
}
