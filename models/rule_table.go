package models

// rules in the order of the articles of 《党政机关公文处理工作条例》 they stand on.
var rules = []Rule{
	{
		ID: "R9-KIND", Article: "条例第八条、第九条", Level: Forbid, ReturnCode: "WRONG_KIND",
		Title: "标题中的文种与所选文种一致，行文方向合乎文种", check: kindFits,
	},
	{
		ID: "R9-TITLE", Article: "条例第九条（七）", Level: Warn, ReturnCode: "FORMAT",
		Title: "标题由发文机关名称、事由和文种组成", check: titleIsWhole,
	},
	{
		ID: "R9-DOCNO", Article: "条例第九条（五）", Level: Warn, ReturnCode: "NO_DOCNO",
		Title: "发文字号由机关代字、年份、序号组成", check: numberIsWhole,
	},
	{
		ID: "R9-SIGNER", Article: "条例第九条（六）", Level: Forbid, ReturnCode: "NO_SIGNER",
		Title: "上行文应当标注签发人", check: upwardHasSigner,
	},
	{
		ID: "R9-MAIN", Article: "条例第九条（八）", Level: Forbid, ReturnCode: "FORMAT",
		Title: "公文应当写明主送机关", check: hasMainTo,
	},
	{
		ID: "R9-ATTACH", Article: "条例第九条（十）", Level: Forbid, ReturnCode: "ATTACH_MISSING",
		Title: "附件说明的顺序和名称与附件一致", check: noteMatchesAttachments,
	},
	{
		ID: "R9-CONTACT", Article: "条例第九条（十四）", Level: Hint,
		Title: "请示应当在附注处注明联系人和电话", check: requestHasContact,
	},
	{
		ID: "R14-SKIP", Article: "条例第十四条", Level: Forbid, ReturnCode: "SKIPPED_LEVEL",
		Title: "一般不得越级行文；确需越级的，同时抄送被越过的机关", check: noLevelSkipped,
	},
	{
		ID: "R15-MAIN1", Article: "条例第十五条（一）", Level: Forbid, ReturnCode: "MULTI_MAIN",
		Title: "上行文原则上主送一个上级机关，不抄送下级机关", check: upwardHasOneMain,
	},
	{
		ID: "R15-OPINION", Article: "条例第十五条（三）", Level: Warn,
		Title: "转报下级机关的请示应当提出倾向性意见", check: forwardsWithOpinion,
	},
	{
		ID: "R15-ONE", Article: "条例第十五条（四）", Level: Forbid, ReturnCode: "MULTI_MATTER",
		Title: "请示应当一文一事", check: requestHasOneMatter,
	},
	{
		ID: "R15-NOMIX", Article: "条例第十五条（四）", Level: Forbid, ReturnCode: "REQUEST_IN_REPORT",
		Title: "不得在报告等非请示性公文中夹带请示事项", check: noRequestInside,
	},
	{
		ID: "R15-PERSON", Article: "条例第十五条（五）", Level: Forbid, ReturnCode: "TO_PERSON",
		Title: "除上级机关负责人直接交办事项外，不得以本机关名义向负责人个人报送公文", check: notToPersons,
	},
	{
		ID: "R15-DUAL", Article: "条例第十五条（六）", Level: Hint,
		Title: "受双重领导的机关向一个上级行文，必要时抄送另一个上级", check: dualSuperiorsKnow,
	},
	{
		ID: "R16-CCUP", Article: "条例第十六条（一）", Level: Hint,
		Title: "重要的下行文应当同时抄送直接上级机关", check: importantKnownAbove,
	},
	{
		ID: "R16-CMD", Article: "条例第十六条（二）", Level: Forbid,
		Title: "部门不得向下级党委、政府发布指令性公文", check: departmentsDoNotCommand,
	},
	{
		ID: "R16-AGREE", Article: "条例第十六条（四）", Level: Forbid, ReturnCode: "NO_CONSULT",
		Title: "涉及其他部门职权而未协商一致的，不得向下行文", check: countersignedBeforeGoingDown,
	},
	{
		ID: "R16-DUAL", Article: "条例第十六条（五）", Level: Hint,
		Title: "向受双重领导的下级机关行文，必要时抄送其另一个上级", check: otherSuperiorKnows,
	},
	{
		ID: "R17-JOINT", Article: "条例第十七条", Level: Warn,
		Title: "同级机关才可以联合行文", check: jointOrgansAreEqual,
	},
	{
		ID: "R17-UNIT", Article: "条例第十七条", Level: Forbid,
		Title: "除办公室外，内设机构不得对外正式行文", check: onlyTheOfficeWritesOut,
	},
	{
		ID: "R19-BLANK", Article: "条例第十九条（三）", Level: Forbid,
		Title: "模板中的空白应当填写完整", check: noBlankLeft,
	},
	{
		ID: RuleSigner, Article: "条例第二十二条", Level: Forbid,
		Title: "重要公文和上行文由机关主要负责人签发", check: chiefSigns,
	},
	{
		ID: "RC-KIND", Article: "人大机关公文处理办法", Level: Warn,
		Title: "人大机关不使用命令、公报、通告", check: congressUsesItsKinds,
	},
	{
		ID: "RC-VOTE", Article: "人大机关公文处理办法", Level: Warn,
		Title: "决议、决定、公告等经会议表决产生，成文日期为通过日期", check: voteIsNamed,
	},
}
