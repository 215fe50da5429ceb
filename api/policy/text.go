package policy

import (
	"time"

	"github.com/zhihui-renda/renda/models"
	"github.com/zhihui-renda/renda/policies"
)

const (
	tag             = "权限策略"
	policySummary   = "现行策略"
	actionsSummary  = "全部权限项"
	consentsSummary = "待审批的申请"
	consentsHelp    = "任职、密码重置和策略变更，均须第二位管理员批准后生效。"
	proposeSummary  = "提出策略变更"
	proposeHelp     = "经另一位管理员批准后，各进程 5 秒内生效。不能让三类管理员参与业务或互相兼权。"
	decideSummary   = "审批申请"
	decideHelp      = "提出人和当事人不能审批；不同意须说明理由；任职与密码由安全管理员审批，策略变更由系统管理员或另一位安全管理员审批。"
)

// sentence is what a request asks for.
func sentence(c models.Consent, names map[string]string) string {
	switch {
	case c.Kind == models.ConsentPassword:
		return "为" + names[c.PersonID] + "重置密码。"
	case c.Post != nil:
		text := names[c.PersonID] + "任" + names[c.Post.UnitID] + models.RoleTitles[c.Post.Role] + "，自" + c.Post.From.Format(time.DateOnly) + "起"
		if c.Post.Until != nil {
			text += "，至" + c.Post.Until.Format(time.DateOnly) + "止"
		}
		return text + "。"
	case c.Rule != nil && c.Kind == models.ConsentWithdraw:
		return "不再规定：" + policies.Sentence(*c.Rule)
	case c.Rule != nil:
		return policies.Sentence(*c.Rule)
	}
	return names[c.PersonID] + "的任职。" // asked for before requests kept their posts
}
