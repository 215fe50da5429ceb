package classified_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/zhihui-renda/renda/internal/classified"
)

func TestMarksAreFoundInEveryFormTheyAreWrittenIn(t *testing.T) {
	for _, c := range []struct {
		text  string
		level classified.Level
		rule  classified.Rule
	}{
		// With a star, GB/T 9704-2012 7.2.2.
		{"机密★1年", classified.Secret, classified.ByStar},
		{"绝密★长期", classified.TopSecret, classified.ByStar},
		{"秘密★", classified.Plain, classified.ByStar},
		{"绝密★启用前", classified.TopSecret, classified.ByStar},
		{"绝密级★30年", classified.TopSecret, classified.ByStar},
		{"机密☆1年", classified.Secret, classified.ByStar},
		{"机密✱1年", classified.Secret, classified.ByStar},
		{"机密⭐️1年", classified.Secret, classified.ByStar},
		{"机密*1年", classified.Secret, classified.ByStar},
		{"机密＊１０年", classified.Secret, classified.ByStar},
		{`机密\*1年`, classified.Secret, classified.ByStar},
		{"秘密 * 长期", classified.Plain, classified.ByStar},
		{"秘密*", classified.Plain, classified.ByStar},
		{"机 密 ★ 1 年", classified.Secret, classified.ByStar},
		{"机　密　★　１　年", classified.Secret, classified.ByStar},
		{"机\u200b密\u200d★\ufeff1年", classified.Secret, classified.ByStar},
		{"机\u00ad密\u2060★1年", classified.Secret, classified.ByStar},
		{"機密★1年", classified.Secret, classified.ByStar},
		{"絕密★長期", classified.TopSecret, classified.ByStar},
		{"祕密★三年", classified.Plain, classified.ByStar},
		{"000001机密★1年特急", classified.Secret, classified.ByStar},
		{"份号：000001　　机密★1年", classified.Secret, classified.ByStar},
		{"蕲春县人民政府文件 机密★1年 特急", classified.Secret, classified.ByStar},
		{"国家秘密★10年", classified.Plain, classified.ByStar},
		{"第一行\n第二行\n\n  机密★1年  \n正文", classified.Secret, classified.ByStar},
		{"机\n密\n★\n1\n年", classified.Secret, classified.ByStar},
		{"机-密★1年", classified.Secret, classified.ByStar},
		// A heading of its own.
		{"机密", classified.Secret, classified.ByHeading},
		{"  绝  密  ", classified.TopSecret, classified.ByHeading},
		{"秘密\r\n\r\n关于某事的通知", classified.Plain, classified.ByHeading},
		{"机密 10年", classified.Secret, classified.ByHeading},
		{"机密?1年", classified.Secret, classified.ByHeading},
		{"机密▲20年", classified.Secret, classified.ByHeading},
		{"绝密·长期", classified.TopSecret, classified.ByHeading},
		{"机密 保密期限：10年", classified.Secret, classified.ByHeading},
		{"机密 至2030年12月31日", classified.Secret, classified.ByHeading},
		{"绝密级", classified.TopSecret, classified.ByHeading},
		{"机密件", classified.Secret, classified.ByHeading},
		{"绝密文件", classified.TopSecret, classified.ByHeading},
		{"（机密）", classified.Secret, classified.ByHeading},
		{"000123 机密 特急", classified.Secret, classified.ByHeading},
		{"机密 紧急程度：特急", classified.Secret, classified.ByHeading},
		{"国务院\n\n秘密", classified.Plain, classified.ByHeading},
		{"机密\t蕲春县人民政府", classified.Secret, classified.ByHeading},
		{"蕲春县人民政府文件    机密", classified.Secret, classified.ByHeading},
		{"机\n密", classified.Secret, classified.ByHeading},
		// With its label.
		{"密级：机密", classified.Secret, classified.ByLabel},
		{"密级: 绝密", classified.TopSecret, classified.ByLabel},
		{"密 级：秘 密", classified.Plain, classified.ByLabel},
		{"密级机密", classified.Secret, classified.ByLabel},
		{"密级\t机密\t缓急\t特急", classified.Secret, classified.ByLabel},
		{"來文字號：府辦〔2026〕1號　密級：機密", classified.Secret, classified.ByLabel},
		{"密级和保密期限：机密10年", classified.Secret, classified.ByLabel},
		{"秘密等级：绝密", classified.TopSecret, classified.ByLabel},
		{"密级：【秘密】", classified.Plain, classified.ByLabel},
		{"密级：□绝密 ☑机密 □秘密", classified.Secret, classified.ByLabel},
		{"密级：绝密□ 机密√ 秘密□", classified.Secret, classified.ByLabel},
		{"| 密级 | 机密 |", classified.Secret, classified.ByLabel},
		// In brackets, as people name things.
		{"【机密】关于某事的通知", classified.Secret, classified.ByBracket},
		{"关于某事的通知（机密）", classified.Secret, classified.ByBracket},
		{"[绝密]某事", classified.TopSecret, classified.ByBracket},
		{"关于某事的通知〔秘密 5年〕", classified.Plain, classified.ByBracket},
		// As programs write it into metadata.
		{"SENSITIVITY: TOP-SECRET-LEVEL-5", classified.TopSecret, classified.ByEnglish},
		{"ＳＥＮＳＩＴＩＶＩＴＹ：ＴＯＰ　ＳＥＣＲＥＴ", classified.TopSecret, classified.ByEnglish},
		{"Classification: Secret", classified.Secret, classified.ByEnglish},
		{"TOP SECRET//X", classified.TopSecret, classified.ByEnglish},
	} {
		mark, found := classified.Find(c.text)
		require.Truef(t, found, "%q carries a mark", c.text)
		require.Equal(t, classified.Mark{Level: c.level, Rule: c.rule}, mark, "%q", c.text)
	}
}

func TestPapersThatSpeakOfSecretsAreOpen(t *testing.T) {
	for _, text := range []string{
		"", "密", "保守国家秘密法", "中华人民共和国保守国家秘密法", "商业秘密", "国家秘密", "保护商业秘密。",
		"常委会组成人员应当严格遵守保密制度，严守国家秘密。",
		"市人民代表大会在必要的时候，可以举行秘密会议。", "选举时应当设有秘密写票处。", "采用无记名投票的方式秘密投票",
		"确保数据的机密性、完整性和可用性", "机密性\n完整性", "机密计算", "公开的秘密",
		"绝密级国家秘密不超过三十年，机密级不超过二十年，秘密级不超过十年。",
		"国家秘密的密级分为绝密、机密、秘密三级。", "密级分为绝密、机密、秘密", "密级：绝密、机密、秘密",
		"密级：绝密/机密/秘密/无", "绝密\t机密\t秘密", "| 绝密 | 机密 | 秘密 |", "密级：□绝密 □机密 □秘密", "密级：绝密□ 机密□ 秘密□",
		"密级：无", "密级：普通", "密级：内部", "密级：非密", "密级：", "密级", "密级：公开\n缓急：特急", "密级：秘密会议",
		"涉及国家秘密、商业秘密、个人隐私等不宜公开的信息", "应当依法保守国家\n秘密", "应当保守\n秘密。", "以商业机密为由拒绝提供",
		"商业秘密★5年", "商业秘密★★★", "涉及**国家秘密**的事项", "涉及国家秘密*", "国家秘密*是指", "**机密**性", "工作秘密★3年",
		"分为三级（秘密）和（机密）两种情形处理。", "1.绝密 2.机密 3.秘密", "（一）机密级事项；", "秘密地进行", "机 密 性",
		"secret", "Secret garden", "client_secret=1", "the secret ballot", "sensitivity: high", "机器加密", "机场密集", "机房\n密码",
		"严  守  国  家  秘  密", "《秘密》读后感", "3 秘密",
	} {
		mark, found := classified.Find(text)
		require.Falsef(t, found, "%q is open, yet found %v", text, mark)
		mark, found = classified.FindRecognised(text)
		require.Falsef(t, found, "%q is open, yet recognised %v", text, mark)
	}
}

func TestAStarTakenForACharacterIsStillAStar(t *testing.T) {
	for text, level := range map[string]classified.Level{
		"000001\n机密女1年\n特急":          classified.Secret,
		"机密娘1年":                      classified.Secret,
		"绝 密 大 启 用 前":                classified.TopSecret,
		"绝密妇司用前\nXX省文件":              classified.TopSecret,
		". 秘密广6个月":                   classified.Plain,
		"秘密+5午":                      classified.Plain,
		"蕲春县文件\n机密★1年":               classified.Secret,
		"一页\n二页\n三页\n四页\n五页\n六页\n秘密": classified.Plain,
	} {
		mark, found := classified.FindRecognised(text)
		require.Truef(t, found, "%q", text)
		require.Equalf(t, level, mark.Level, "%q", text)
	}
	for _, text := range []string{
		"秘密投票1年来的情况", "机密文件传阅办法", "机密性3年评估报告的说明", "一页\n二页\n三页\n四页\n五页\n六页\n机密女1年", "商业机密大5年",
	} {
		mark, found := classified.FindRecognised(text)
		require.Falsef(t, found, "%q is open, yet recognised %v", text, mark)
	}
}

func TestFileNamesAreReadByTheirParts(t *testing.T) {
	for _, name := range []string{
		"机密.docx", "机密★1年.docx", "机密-关于某事的通知.docx", "【绝密】方案.pdf", "方案（秘密）.wps", "方案(机密).doc", "方案_机密.ofd",
		"２０２６机密＊１年.docx", "绝密级.pdf", "密级：机密 通知.docx", "機密.txt", "机 密.txt", "机密文件.pdf", "a.机密10年.pdf",
	} {
		_, found := classified.FindName(name)
		require.Truef(t, found, "%q carries a mark", name)
	}
	for _, name := range []string{
		"保守国家秘密法.pdf", "商业秘密保护条例.docx", "秘密投票办法.docx", "机密计算技术白皮书.pdf", "关于做好国家秘密定密工作的通知.docx",
		"test.docx", "", "密级.txt", "保密工作总结（2026）.docx", "保守国家秘密-学习材料.pdf",
	} {
		mark, found := classified.FindName(name)
		require.Falsef(t, found, "%q is open, yet found %v", name, mark)
	}
}

// A mark stays a mark whatever is put between its characters that nobody sees,
// whatever spaces, wherever it stands in whatever prose.
func TestNoDisguiseHidesAMark(t *testing.T) {
	invisible := rapid.SliceOfN(rapid.SampledFrom([]string{"", "\u200b", "\u200c", "\u2060", "\ufe0f", "\u00ad", "\u3164", "\u202d"}), 0, 3)
	space := rapid.SliceOfN(rapid.SampledFrom([]string{" ", "\u3000", "\u00a0", "\u2003", "\t"}), 0, 4)
	prose := rapid.SliceOfN(rapid.SampledFrom([]string{"各乡镇人民政府：", "为贯彻落实有关要求，现通知如下。", "", "一、总体要求", "严守国家秘密。"}), 0, 12)
	rapid.Check(t, func(r *rapid.T) {
		var mark strings.Builder
		for _, c := range rapid.SampledFrom([]string{"绝密★长期", "机密★1年", "秘密★10年", "機密☆一年", "絕密⭐20年", "机密＊５年", "密级：机密"}).Draw(r, "mark") {
			mark.WriteRune(c)
			for _, part := range [][]string{invisible.Draw(r, "invisible"), space.Draw(r, "space")} {
				mark.WriteString(strings.Join(part, ""))
			}
		}
		text := strings.Join(prose.Draw(r, "before"), "\n") + "\n" + mark.String() + "\n" + strings.Join(prose.Draw(r, "after"), "\n")
		if _, found := classified.Find(text); !found {
			r.Fatalf("the mark is not found in %q", text)
		}
	})
}

func TestProseOfManyKindsIsNeverRefused(t *testing.T) {
	parts := []string{"国家秘密", "商业秘密", "机密性", "秘密会议", "秘密投票", "保守", "泄露", "、", "，", "。", "和", "第十条 ", "涉及", "的", "（一）", "2026年", " ", "\n应当"}
	rapid.Check(t, func(r *rapid.T) {
		text := "第一条 " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 30).Draw(r, "parts"), "")
		if mark, found := classified.FindRecognised(text); found {
			r.Fatalf("%q is open, yet found %v", text, mark)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("机密★1年")
	f.Add("密级：\xff机\xfe密")
	f.Fuzz(func(_ *testing.T, text string) {
		classified.FindRecognised(text)
		classified.FindName(text)
	})
}

func BenchmarkTenThousandLines(b *testing.B) {
	text := strings.Repeat("涉及国家秘密、商业秘密、个人隐私等不宜公开的信息，依法确需公开的。\n", 10_000)
	for b.Loop() {
		classified.Find(text)
	}
}
