package demo

import (
	_ "embed" // the towns of the county
	"strings"

	"github.com/zhihui-renda/renda/models"
)

// unit is one row of the county.
type unit struct {
	code, parent string // parent is a code
	name, short  string
	kind         string
	organ        bool
}

// The organ whose papers the demonstration is about.
const Congress = "qc-npc"

// units is the county, parents before children.
func units() []unit {
	all := superiors()
	all = append(all, []unit{
		{Congress, "hg-npc", "蕲春县人民代表大会常务委员会", "县人大常委会", models.UnitCongress, true},
		{"npc-office", Congress, "蕲春县人大常委会办公室", "办公室", models.UnitOffice, false},
		{"npc-deputy", Congress, "蕲春县人大常委会代表工作委员会", "代表工委", models.UnitCommittee, false},
		{"npc-judicial", Congress, "蕲春县人大常委会监察和司法工作委员会", "监察司法工委", models.UnitCommittee, false},
		{"npc-budget", Congress, "蕲春县人大常委会预算工作委员会", "预算工委", models.UnitCommittee, false},
		{"npc-law", Congress, "蕲春县人大常委会法制工作委员会", "法制工委", models.UnitCommittee, false},
		{"npc-edu", Congress, "蕲春县人大常委会教育科学文化卫生工作委员会", "教科文卫工委", models.UnitCommittee, false},
		{"npc-rural", Congress, "蕲春县人大常委会农业与农村工作委员会", "农业农村工委", models.UnitCommittee, false},
		{"npc-env", Congress, "蕲春县人大常委会城乡建设与环境资源保护工作委员会", "城环工委", models.UnitCommittee, false},
		{"npc-info", Congress, "蕲春县人大常委会信息中心", "信息中心", models.UnitSection, false},
		{"npc-joint", Congress, "蕲春县代表建议办理联席会议办公室", "联席会议办公室", models.UnitSection, false},
		{"del-caohe", Congress, "漕河代表团", "漕河代表团", models.UnitOther, false},
		{"del-qizhou", Congress, "蕲州代表团", "蕲州代表团", models.UnitOther, false},
		{"del-hengche", Congress, "横车代表团", "横车代表团", models.UnitOther, false},
		{"qc-gov", "hg-gov", "蕲春县人民政府", "县政府", models.UnitGovernment, true},
		{"gov-office", "qc-gov", "蕲春县人民政府办公室", "县政府办", models.UnitGovernment, false},
		{"qc-supervision", "hg-supervision", "蕲春县监察委员会", "县监委", models.UnitOther, true},
		{"qc-court", "hg-court", "蕲春县人民法院", "县法院", models.UnitCourt, true},
		{"qc-procuratorate", "hg-procuratorate", "蕲春县人民检察院", "县检察院", models.UnitProcurator, true},
		{"qc-party", "hg-party", "中共蕲春县委办公室", "县委办", models.UnitParty, true},
	}...)
	all = append(all, bureaus()...)
	all = append(all, towns()...)
	return append(all,
		unit{"station-caohe", townCode("漕河镇"), "漕河镇代表联络站", "漕河联络站", models.UnitOther, false},
		unit{"presidium-caohe", townCode("漕河镇"), "漕河镇人大主席团", "漕河人大", models.UnitCongress, false},
		unit{"presidium-qizhou", townCode("蕲州镇"), "蕲州镇人大主席团", "蕲州人大", models.UnitCongress, false},
	)
}

// superiors are the organs above those of the county, of the city and of the
// province, each its own line: without them the rules on skipping a level would
// have nothing to say. Nobody of theirs works here.
func superiors() []unit {
	var all []unit
	for _, row := range [][5]string{
		{"npc", "湖北省人民代表大会常务委员会", "黄冈市人民代表大会常务委员会", "人大常委会", models.UnitCongress},
		{"gov", "湖北省人民政府", "黄冈市人民政府", "政府", models.UnitGovernment},
		{"supervision", "湖北省监察委员会", "黄冈市监察委员会", "监委", models.UnitOther},
		{"court", "湖北省高级人民法院", "黄冈市中级人民法院", "法院", models.UnitCourt},
		{"procuratorate", "湖北省人民检察院", "黄冈市人民检察院", "检察院", models.UnitProcurator},
		{"party", "中共湖北省委办公厅", "中共黄冈市委办公室", "委办", models.UnitParty},
	} {
		all = append(all,
			unit{"hb-" + row[0], "", row[1], "省" + row[3], row[4], true},
			unit{"hg-" + row[0], "hb-" + row[0], row[2], "市" + row[3], row[4], true})
	}
	return all
}

// bureaus are the departments of the government. Each is an organ of its own.
func bureaus() []unit {
	var all []unit
	for _, row := range [][3]string{
		{"develop", "蕲春县发展和改革局", "县发改局"},
		{"education", "蕲春县教育局", "县教育局"},
		{"police", "蕲春县公安局", "县公安局"},
		{"civil", "蕲春县民政局", "县民政局"},
		{"justice", "蕲春县司法局", "县司法局"},
		{"finance", "蕲春县财政局", "县财政局"},
		{"labour", "蕲春县人力资源和社会保障局", "县人社局"},
		{"land", "蕲春县自然资源和规划局", "县自然资源局"},
		{"housing", "蕲春县住房和城乡建设局", "县住建局"},
		{"transport", "蕲春县交通运输局", "县交通局"},
		{"water", "蕲春县水利和湖泊局", "县水利局"},
		{"agriculture", "蕲春县农业农村局", "县农业农村局"},
		{"culture", "蕲春县文化和旅游局", "县文旅局"},
		{"health", "蕲春县卫生健康局", "县卫健局"},
		{"emergency", "蕲春县应急管理局", "县应急局"},
		{"audit", "蕲春县审计局", "县审计局"},
		{"market", "蕲春县市场监督管理局", "县市场监管局"},
		{"ecology", "黄冈市生态环境局蕲春县分局", "生态环境分局"},
	} {
		all = append(all, unit{row[0], "qc-gov", row[1], row[2], models.UnitBureau, true})
	}
	return all
}

//go:embed data/towns.csv
var townRows string

// towns are the towns of the county by their division codes.
func towns() []unit {
	var all []unit
	for _, row := range rowsOf(townRows) {
		name := row[1]
		full := name
		if !strings.HasPrefix(name, "蕲春") {
			full = "蕲春县" + name
		}
		all = append(all, unit{"town-" + row[0], "qc-gov", full + townOffice(name), name, models.UnitTown, true})
	}
	return all
}

// townOffice is the people's government of towns; administrations have none.
func townOffice(name string) string {
	if strings.HasSuffix(name, "镇") || strings.HasSuffix(name, "乡") {
		return "人民政府"
	}
	return ""
}

func townCode(name string) string {
	for _, row := range rowsOf(townRows) {
		if row[1] == name {
			return "town-" + row[0]
		}
	}
	return ""
}

// rowsOf splits a table of ours, without its header.
func rowsOf(table string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		rows = append(rows, strings.Split(line, ","))
	}
	return rows
}

// letterhead is a name an organ issues under, with its number series.
type letterhead struct {
	unit, key, mark, issuer, prefix, title string
}

func letterheads() []letterhead {
	return []letterhead{
		{Congress, "npc-issue", "蕲春县人民代表大会常务委员会文件", "蕲春县人民代表大会常务委员会", "蕲常发", "常委会发文"},
		{Congress, "npc-letter", "蕲春县人民代表大会常务委员会", "蕲春县人民代表大会常务委员会", "蕲常函", "常委会函"},
		{Congress, "npc-office-issue", "蕲春县人民代表大会常务委员会办公室文件", "蕲春县人民代表大会常务委员会办公室", "蕲常办发", "常委会办公室发文"},
		{Congress, "npc-party-issue", "中共蕲春县人大常委会党组文件", "中共蕲春县人大常委会党组", "蕲常党发", "党组发文"},
		{"qc-gov", "gov-issue", "蕲春县人民政府文件", "蕲春县人民政府", "蕲政发", "县政府发文"},
		{"qc-gov", "gov-letter", "蕲春县人民政府办公室", "蕲春县人民政府办公室", "蕲政办函", "县政府办函"},
		{"water", "water-issue", "蕲春县水利和湖泊局文件", "蕲春县水利和湖泊局", "蕲水发", "县水利局发文"},
		{"finance", "finance-issue", "蕲春县财政局文件", "蕲春县财政局", "蕲财发", "县财政局发文"},
	}
}

// receipts are the series of papers received.
func receipts() map[string]string {
	return map[string]string{Congress: "npc-receipt", "qc-gov": "gov-receipt", "water": "water-receipt", "finance": "finance-receipt"}
}
