package policies

import (
	"slices"

	"github.com/zhihui-renda/renda/internal/fault"
	"github.com/zhihui-renda/renda/models"
)

// groupTitles are the groups of roles in words.
var groupTitles = map[string]string{
	Person: "所有登录人员", "member": "参与办理的人员", "staff": "机关和单位工作人员", "admin": "三类管理员",
}

// RoleTitle is a role or a group of roles in words, empty for neither.
func RoleTitle(role string) string {
	if title := groupTitles[role]; title != "" {
		return title
	}
	return models.RoleTitles[role]
}

// Sentence is a rule as people read it: "文秘可以催办。".
func Sentence(rule models.PolicyRule) string {
	title := rule.Object + ":" + rule.Action
	if a := Find(rule.Object, rule.Action); a != nil {
		title = a.Title
	}
	return RoleTitle(rule.Role) + "可以" + title + "。"
}

// Check says whether the rule may be added to the policy: its words exist and
// the three administrators stay apart from business and from one another.
// Faults: ROLE_UNKNOWN, ACTION_UNKNOWN, SEPARATION_OF_POWERS, RULE_EXISTS.
func Check(policy models.Policy, rule models.PolicyRule) error {
	if RoleTitle(rule.Role) == "" {
		return fault.New(fault.Invalid, "ROLE_UNKNOWN", "没有这个角色。").At("role")
	}
	action := Find(rule.Object, rule.Action)
	if action == nil {
		return fault.New(fault.Invalid, "ACTION_UNKNOWN", "没有这项权限。").At("action")
	}
	for _, role := range members(policy, rule.Role) {
		if !action.Open(role) {
			return fault.New(fault.Invalid, "SEPARATION_OF_POWERS",
				"三员分立：%s不能有“%s”的权限。", RoleTitle(role), action.Title).At("action")
		}
	}
	if has(policy, rule) {
		return fault.New(fault.Conflict, "RULE_EXISTS", "已有这条规则。")
	}
	return nil
}

// CheckWithdraw says whether the rule may be taken away: RULE_UNKNOWN, and
// RULE_NEEDED for those without which nobody could ever change the policy back.
func CheckWithdraw(policy models.Policy, rule models.PolicyRule) error {
	if !has(policy, rule) {
		return fault.New(fault.NotFound, "RULE_UNKNOWN", "没有这条规则。")
	}
	if rule.Object == "policy" || rule.Object == "session" || rule.Object == "audit" || rule.Object == "post" {
		return fault.New(fault.Invalid, "RULE_NEEDED", "去掉这条规则后将无人能够管理权限，不能去掉。").At("action")
	}
	return nil
}

func has(policy models.Policy, rule models.PolicyRule) bool {
	return slices.ContainsFunc(policy.Rules, func(r models.PolicyRule) bool {
		return r.Role == rule.Role && r.Object == rule.Object && r.Action == rule.Action
	})
}

// members are the roles that a role or group stands for, itself first.
func members(policy models.Policy, group string) []string {
	if group == Person {
		all := []string{Person}
		for role := range models.RoleTitles {
			all = append(all, role)
		}
		return all
	}
	all := []string{group}
	for i := 0; i < len(all); i++ {
		for _, m := range policy.Members {
			if m.Group == all[i] && !slices.Contains(all, m.Role) {
				all = append(all, m.Role)
			}
		}
	}
	return slices.DeleteFunc(all, func(r string) bool { return models.RoleTitles[r] == "" })
}
