package demo

import (
	"slices"
	"strconv"

	"github.com/zhihui-renda/renda/models"
)

// person is one row of the county's people. Names are made up from the user
// name, so that they stay when rows are added.
type person struct {
	username string
	title    string // what he is, for the list in docs/demo.md
	posts    []post
}

// post is a role in a unit by its code; empty for administrators.
type post struct{ role, unit string }

func in(unit string, roles ...string) []post {
	posts := make([]post, len(roles))
	for i, role := range roles {
		posts[i] = post{role, unit}
	}
	return posts
}

// people are all user names of the demonstration, in order of standing.
func people() []person {
	return slices.Concat(leaders(), office(), committees(), government(), handlers(), others(), deputies(), administrators())
}

func leaders() []person {
	return []person{
		{"chair", "县人大常委会主任", in(Congress, models.RoleChair)},
		{"vice_chair", "县人大常委会副主任（分管农业农村、城环）", in(Congress, models.RoleViceChair)},
		{"vice_chair2", "县人大常委会副主任（分管财经、监察司法）", in(Congress, models.RoleViceChair)},
		{"vice_chair3", "县人大常委会副主任（分管代表、教科文卫）", in(Congress, models.RoleViceChair)},
	}
}

func office() []person {
	const unit = "npc-office"
	return []person{
		{"office_head", "办公室主任", in(unit, models.RoleOfficeHead, models.RoleUnitHead)},
		{"registrar", "办公室文秘", in(unit, models.RoleRegistrar)},
		{"registrar2", "办公室文秘（乙岗）", in(unit, models.RoleRegistrar, models.RoleUnitHandler)},
		{"clerk_in", "办公室收发员", in(unit, models.RoleClerkIn)},
		{"office_drafter", "办公室秘书", in(unit, models.RoleDrafter, models.RoleUnitHandler)},
		{"seal_keeper", "印章管理员", in(unit, models.RoleSealKeeper)},
		{"archivist", "档案员", in(unit, models.RoleArchivist)},
		{"info_center", "信息中心工作人员", in("npc-info", models.RoleDrafter, models.RoleUnitHandler)},
	}
}

func committees() []person {
	drafts := []string{models.RoleDrafter, models.RoleUnitHandler}
	leads := []string{models.RoleUnitHead, models.RoleUnitLeader}
	return []person{
		{"drafter", "农业农村工委干部（拟稿）", in("npc-rural", drafts...)},
		{"unit_head", "农业农村工委主任", in("npc-rural", leads...)},
		{"deputy_office", "代表工委干部", in("npc-deputy", append(drafts, models.RoleDeputyOffice)...)},
		{"deputy_office_head", "代表工委主任", in("npc-deputy", append(leads, models.RoleDeputyOffice)...)},
		{"joint_secretariat", "联席会议办公室干部", in("npc-joint", models.RoleJointSecretariat)},
		{"judicial_office", "监察司法工委干部", in("npc-judicial", append(drafts, models.RoleJudicialOffice)...)},
		{"judicial_head", "监察司法工委主任", in("npc-judicial", append(leads, models.RoleJudicialOffice)...)},
		{"budget_office", "预算工委干部", in("npc-budget", append(drafts, models.RoleBudgetOffice)...)},
		{"budget_head", "预算工委主任", in("npc-budget", append(leads, models.RoleBudgetOffice)...)},
		{"law_drafter", "法制工委干部", in("npc-law", drafts...)},
		{"law_head", "法制工委主任", in("npc-law", leads...)},
		{"edu_drafter", "教科文卫工委干部", in("npc-edu", drafts...)},
		{"edu_head", "教科文卫工委主任", in("npc-edu", leads...)},
		{"env_drafter", "城环工委干部", in("npc-env", drafts...)},
		{"env_head", "城环工委主任", in("npc-env", leads...)},
	}
}

func government() []person {
	return []person{
		{"gov_leader", "县政府分管副县长", in("qc-gov", models.RoleUnitLeader)},
		{"gov_head", "县政府办主任", in("gov-office", models.RoleOfficeHead, models.RoleUnitHead)},
		{"gov_office", "县政府办督查室主任", in("gov-office", models.RoleGovOffice, models.RoleUnitHandler)},
		{"gov_registrar", "县政府办文秘", in("gov-office", models.RoleRegistrar, models.RoleClerkIn, models.RoleDrafter)},
	}
}

// handlers are two people for each bureau that acts in the demonstration: a
// small bureau's handler is its registry too.
func handlers() []person {
	var all []person
	for _, bureau := range bureaus() {
		if !slices.Contains([]string{
			"water", "finance", "education", "transport", "agriculture", "housing", "health", "ecology",
		}, bureau.code) {
			continue
		}
		handler := in(bureau.code, models.RoleUnitHandler, models.RoleDrafter, models.RoleClerkIn, models.RoleRegistrar)
		leader := in(bureau.code, models.RoleUnitLeader, models.RoleUnitHead, models.RoleOfficeHead)
		if bureau.code == "finance" {
			handler = append(handler, post{models.RoleFinanceDept, bureau.code})
		}
		all = append(all,
			person{bureau.code + "_handler", bureau.short + "经办人", handler},
			person{bureau.code + "_leader", bureau.short + "局长", leader})
	}
	return all
}

func others() []person {
	return []person{
		{"court", "县法院办公室主任", in("qc-court", models.RoleCourt, models.RoleUnitHandler, models.RoleClerkIn)},
		{"procuratorate", "县检察院办公室主任", in("qc-procuratorate", models.RoleProcuratorate, models.RoleUnitHandler, models.RoleClerkIn)},
		{"township_admin", "漕河镇人大专职副主席", in("presidium-caohe", models.RoleTownshipAdmin, models.RoleUnitHandler, models.RoleClerkIn)},
		{"township_admin2", "蕲州镇人大专职副主席", in("presidium-qizhou", models.RoleTownshipAdmin, models.RoleUnitHandler, models.RoleClerkIn)},
		{"station_admin", "漕河镇代表联络站管理员", in("station-caohe", models.RoleStationAdmin)},
	}
}

func deputies() []person {
	var all []person
	delegations := []string{"del-caohe", "del-qizhou", "del-hengche"}
	for i := range 9 {
		unit := delegations[i/3]
		one := person{"deputy" + strconv.Itoa(i+1), "县人大代表（" + names(unit) + "）", in(unit, models.RoleDeputy)}
		if i%3 == 0 {
			one.posts = append(one.posts, post{models.RoleLeadProposer, unit})
		}
		all = append(all, one)
	}
	return all
}

func administrators() []person {
	return []person{
		{"sysadmin", "系统管理员", in("", models.RoleSysadmin)},
		{"secadmin", "安全管理员", in("", models.RoleSecadmin)},
		{"auditor", "审计员", in("", models.RoleAuditor)},
	}
}

// names is the short name of a unit.
func names(code string) string {
	for _, u := range units() {
		if u.code == code {
			return u.short
		}
	}
	return code
}
