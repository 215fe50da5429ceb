package models

import (
	"cmp"
	"slices"
	"time"
)

// Role is what somebody is in a unit (domain: 0.1 Roles).
type Role = string

// The roles.
const (
	RoleClerkIn          Role = "clerk_in"          // 收发员
	RoleRegistrar        Role = "registrar"         // 文秘
	RoleDrafter          Role = "drafter"           // 拟稿人
	RoleUnitHead         Role = "unit_head"         // 科室、工委负责人
	RoleOfficeHead       Role = "office_head"       // 办公室主任
	RoleViceChair        Role = "vice_chair"        // 副主任
	RoleChair            Role = "chair"             // 主任
	RoleSealKeeper       Role = "seal_keeper"       // 印章管理员
	RoleArchivist        Role = "archivist"         // 档案员
	RoleDeputy           Role = "deputy"            // 代表
	RoleLeadProposer     Role = "lead_proposer"     // 领衔代表
	RoleDeputyOffice     Role = "deputy_office"     // 代表工委
	RoleJointSecretariat Role = "joint_secretariat" // 联席会议办公室
	RoleGovOffice        Role = "gov_office"        // 政府办、督查室
	RoleUnitHandler      Role = "unit_handler"      // 承办单位经办人
	RoleUnitLeader       Role = "unit_leader"       // 承办单位负责人
	RoleStationAdmin     Role = "station_admin"     // 联络站管理员
	RoleTownshipAdmin    Role = "township_admin"    // 乡镇人大
	RoleBudgetOffice     Role = "budget_office"     // 预算工委
	RoleJudicialOffice   Role = "judicial_office"   // 监察司法工委
	RoleFinanceDept      Role = "finance_dept"      // 财政部门
	RoleCourt            Role = "court"             // 法院
	RoleProcuratorate    Role = "procuratorate"     // 检察院
	RoleVoter            Role = "voter"             // 选民
	RoleSysadmin         Role = "sysadmin"          // 系统管理员
	RoleSecadmin         Role = "secadmin"          // 安全管理员
	RoleAuditor          Role = "auditor"           // 审计员
)

// RoleTitles are the roles in Chinese; a role not here does not exist.
var RoleTitles = map[Role]string{
	RoleClerkIn: "收发员", RoleRegistrar: "文秘", RoleDrafter: "拟稿人", RoleUnitHead: "科室（工委）负责人",
	RoleOfficeHead: "办公室主任", RoleViceChair: "分管副主任", RoleChair: "主任", RoleSealKeeper: "印章管理员",
	RoleArchivist: "档案员", RoleDeputy: "代表", RoleLeadProposer: "领衔代表", RoleDeputyOffice: "代表工委工作人员",
	RoleJointSecretariat: "联席会议办公室工作人员", RoleGovOffice: "政府督办人员", RoleUnitHandler: "承办单位经办人",
	RoleUnitLeader: "承办单位负责人", RoleStationAdmin: "联络站管理员", RoleTownshipAdmin: "乡镇人大工作人员",
	RoleBudgetOffice: "预算工委工作人员", RoleJudicialOffice: "监察司法工委工作人员", RoleFinanceDept: "财政部门人员",
	RoleCourt: "法院人员", RoleProcuratorate: "检察院人员", RoleVoter: "选民",
	RoleSysadmin: "系统管理员", RoleSecadmin: "安全管理员", RoleAuditor: "审计员",
}

// Administers says whether the role is one of the three administrators', who
// run the system and take no part in its business (等保 8.1.4, 三员分立).
func Administers(role Role) bool {
	return role == RoleSysadmin || role == RoleSecadmin || role == RoleAuditor
}

// Post is a role in a unit for a time. From is the first instant it holds,
// Until the first it no longer does; nil means until further notice. A post is
// given by one administrator and holds once another has approved it.
type Post struct {
	ID         string     `json:"id"`
	PersonID   string     `json:"person_id"`
	UnitID     string     `json:"unit_id,omitempty"` // empty for administrators
	Role       Role       `json:"role"`
	From       time.Time  `json:"from"`
	Until      *time.Time `json:"until,omitempty"`
	ApprovedAt *time.Time `json:"approved_at,omitempty"`
	CreatedBy  string     `json:"created_by"`
}

// Validate reports the first thing wrong with the post by itself.
func (p *Post) Validate() error {
	switch {
	case RoleTitles[p.Role] == "":
		return wrong("role", "ROLE_UNKNOWN", "没有这个角色。")
	case Administers(p.Role) && p.UnitID != "":
		return wrong("unit_id", "ADMIN_UNIT", "管理员不属于任何业务单位。")
	case !Administers(p.Role) && p.UnitID == "":
		return wrong("unit_id", "UNIT_REQUIRED", "请选择单位。")
	case p.Until != nil && !p.From.Before(*p.Until):
		return wrong("until", "PERIOD_EMPTY", "结束时间须晚于开始时间。")
	}
	return nil
}

// HoldsAt says whether the post is in force at the instant.
func (p *Post) HoldsAt(at time.Time) bool {
	return p.ApprovedAt != nil && !at.Before(p.From) && (p.Until == nil || at.Before(*p.Until))
}

// CheckPosts says whether one person may hold all these posts, approved or not:
// an administrator's post and any other post never at the same time, and no
// post twice at the same time.
func CheckPosts(posts []Post) error {
	sorted := slices.Clone(posts)
	slices.SortFunc(sorted, func(a, b Post) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	for i, a := range sorted {
		for _, b := range sorted[i+1:] {
			if !overlap(a.From, a.Until, b.From, b.Until) {
				continue
			}
			if a.Role == b.Role && a.UnitID == b.UnitID {
				return wrong("role", "POST_TWICE", "此人在同一时期已担任该职务。")
			}
			if Administers(a.Role) || Administers(b.Role) {
				return wrong("role", "ADMIN_EXCLUSIVE", "系统管理员、安全管理员、审计员须由不同的人专任，不得兼任其他角色。")
			}
		}
	}
	return nil
}

// overlap says whether two half-open periods share an instant; a nil end is open.
func overlap(from time.Time, until *time.Time, from2 time.Time, until2 *time.Time) bool {
	return (until == nil || from2.Before(*until)) && (until2 == nil || from.Before(*until2))
}
